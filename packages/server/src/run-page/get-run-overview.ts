import type { RunOverview, RunReport } from "@reeve/protocol";
import { listArtifactRows } from "../artifacts/list-artifact-rows.ts";
import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { readRunRows } from "./list-run-rows.ts";

const MOST_ARTIFACTS = 50;

/** A flow run with all that stands at the head of its page. */
export async function getRunOverview(context: Context, id: string): Promise<RunOverview> {
  const [row] = await readRunRows(context, { flow_runs: { id: { any_: [id] } } }, { limit: 1, offset: 0 });
  if (!row) throw notFoundError("flow run", id);
  return { ...row, reports: await reportsOf(context, id) };
}

async function reportsOf(context: Context, flowRunId: string): Promise<RunReport[]> {
  const page = { limit: MOST_ARTIFACTS, offset: 0 };
  const artifacts = await listArtifactRows(context, { flow_run_id: flowRunId }, page);
  const newest = new Map<string, RunReport>();
  for (const { id, key, type } of artifacts) {
    if (key !== null && !newest.has(key)) newest.set(key, { id, key, type });
  }
  return [...newest.values()];
}
