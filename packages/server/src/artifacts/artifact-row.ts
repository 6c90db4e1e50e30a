import type { Artifact, ArtifactCollection } from "@reeve/protocol";
import type { ArtifactCollectionsTable, ArtifactsTable } from "../db/schema/artifacts.ts";
import { parseExactJson } from "../exact-json.ts";

export type ArtifactRow = ArtifactsTable;

/** A collection with the artifact that is its latest. */
export type LatestRow = ArtifactCollectionsTable &
  Omit<ArtifactsTable, keyof ArtifactCollectionsTable | "state_id">;

export const toArtifact = (row: ArtifactRow): Artifact => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  key: row.key,
  ...contentOf(row),
});

export const toArtifactCollection = (row: LatestRow): ArtifactCollection => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  key: row.key,
  latest_id: row.latest_id,
  ...contentOf(row),
});

const contentOf = (row: ArtifactRow | LatestRow) => ({
  type: row.type,
  description: row.description,
  data: row.data === null ? null : parseExactJson(row.data),
  metadata_: row.metadata_ === null ? null : (JSON.parse(row.metadata_) as Record<string, string>),
  flow_run_id: row.flow_run_id,
  task_run_id: row.task_run_id,
});

// Metadata are labels to be read at a glance; what is to be kept whole belongs into the data.
const LONGEST_METADATA = 500;

/** Metadata as they are stored: of a long value its beginning. */
export function metadataText(metadata: Record<string, string> | null | undefined): string | null {
  if (metadata == null) return null;
  const short = Object.entries(metadata).map(([key, value]) => [
    key,
    value.length > LONGEST_METADATA ? `${value.slice(0, LONGEST_METADATA)}...` : value,
  ]);
  return JSON.stringify(Object.fromEntries(short));
}

/** Data as they are stored. */
export const dataText = (data: unknown): string | null => (data == null ? null : JSON.stringify(data));
