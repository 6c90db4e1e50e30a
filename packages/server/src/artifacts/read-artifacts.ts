import {
  type Artifact,
  type ArtifactCollection,
  type ArtifactCollectionFilter,
  type ArtifactFilter,
  type ArtifactSort,
  ReeveError,
} from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import { artifactCollectionsMatch, artifactsMatch, type RunFilters } from "../filters/index.ts";
import { notFoundError } from "../not-found.ts";
import { toArtifact, toArtifactCollection } from "./artifact-row.ts";
import {
  countArtifactRows,
  countLatestRows,
  selectArtifact,
  selectArtifacts,
  selectLatest,
  selectLatestArtifacts,
} from "./queries.ts";

type ArtifactFilters = RunFilters & { artifacts?: ArtifactFilter | null };
type LatestFilters = RunFilters & { artifacts?: ArtifactCollectionFilter | null };
type Page = { sort?: ArtifactSort; limit: number; offset: number };

/** One artifact by its id. */
export async function getArtifact({ db }: Context, id: string): Promise<Artifact> {
  const row = await selectArtifact(db.reader, id);
  if (!row) throw notFoundError("artifact", id);
  return toArtifact(row);
}

/** The latest artifact of a key, under the id of the key's collection. */
export async function getLatestArtifact({ db }: Context, key: string): Promise<Artifact> {
  const row = await selectLatest(db.reader, key);
  if (!row) throw new ReeveError("not_found", `There is no artifact with the key ${key}.`);
  const { latest_id: _, ...artifact } = toArtifactCollection(row);
  return artifact;
}

/** The artifacts that match, in the order asked for. */
export async function listArtifacts(
  { db }: ReadContext,
  filters: ArtifactFilters,
  page: Page,
): Promise<Artifact[]> {
  const matches = artifactsMatch(db.dialect, filters.artifacts, filters);
  const rows = await selectArtifacts(db.scanner, matches, { ...page, sort: page.sort ?? "ID_DESC" });
  return rows.map(toArtifact);
}

/** How many artifacts match. */
export const countArtifacts = ({ db }: ReadContext, filters: ArtifactFilters): Promise<number> =>
  countArtifactRows(db.scanner, artifactsMatch(db.dialect, filters.artifacts, filters));

/** The latest artifact of each key, of those that match. */
export async function listLatestArtifacts(
  { db }: ReadContext,
  filters: LatestFilters,
  page: Page,
): Promise<ArtifactCollection[]> {
  const matches = artifactCollectionsMatch(db.dialect, filters.artifacts, filters);
  const rows = await selectLatestArtifacts(db.scanner, matches, { ...page, sort: page.sort ?? "ID_DESC" });
  return rows.map(toArtifactCollection);
}

/** How many keys have a latest artifact that matches. */
export const countLatestArtifacts = ({ db }: ReadContext, filters: LatestFilters): Promise<number> =>
  countLatestRows(db.scanner, artifactCollectionsMatch(db.dialect, filters.artifacts, filters));
