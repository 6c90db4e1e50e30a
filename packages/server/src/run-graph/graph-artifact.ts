import type { GraphArtifact } from "@reeve/protocol";
import { parseExactJson } from "../exact-json.ts";
import type { GraphArtifactRow } from "./queries.ts";

/** Artifacts by the task run they belong to; those of the flow run itself are under null. */
export type PlacedArtifacts = ReadonlyMap<string | null, readonly GraphArtifact[]>;

/** Sorts a run's artifacts to the task runs whose nodes show them. */
export function placeArtifacts(rows: readonly GraphArtifactRow[]): PlacedArtifacts {
  const byTaskRun = Map.groupBy(rows, (row) => row.task_run_id);
  return new Map([...byTaskRun].map(([taskRunId, group]) => [taskRunId, group.map(toGraphArtifact)]));
}

/** An artifact without a key is the only one of its kind, and so the latest. */
const toGraphArtifact = (row: GraphArtifactRow): GraphArtifact => ({
  id: row.id,
  created: row.created,
  key: row.key,
  type: row.type,
  is_latest: row.key === null || row.latest_of !== null,
  data: row.data === null ? null : parseExactJson(row.data),
});
