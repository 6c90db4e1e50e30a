import type { FlowRun, RunOverview, RunReport, UsualDuration } from "@reeve/protocol";
import { listArtifactRows } from "../artifacts/list-artifact-rows.ts";
import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { readRunRows } from "./list-run-rows.ts";
import { selectLatestRunTimes } from "./queries.ts";

const MOST_ARTIFACTS = 50;
// Of fewer runs one that was slow by chance would be called usual.
const FEWEST_RUNS = 3;

/** A flow run with all that stands at the head of its page. */
export async function getRunOverview(context: Context, id: string): Promise<RunOverview> {
  const [row] = await readRunRows(context, { flow_runs: { id: { any_: [id] } } }, { limit: 1, offset: 0 });
  if (!row) throw notFoundError("flow run", id);
  const [usual_duration, reports] = await Promise.all([
    usualDurationOf(context, row.flow_run),
    reportsOf(context, id),
  ]);
  return { ...row, usual_duration, reports };
}

/** By the runs of its deployment, or, where few of those have completed, of its flow. */
async function usualDurationOf({ db }: Context, run: FlowRun): Promise<UsualDuration | null> {
  const { deployment_id, flow_id } = run;
  const seconds = deployment_id ? await selectLatestRunTimes(db.scanner, { deployment_id }) : [];
  if (seconds.length >= FEWEST_RUNS) return summaryOf("deployment", seconds);
  const ofFlow = await selectLatestRunTimes(db.scanner, { flow_id });
  return ofFlow.length >= FEWEST_RUNS ? summaryOf("flow", ofFlow) : null;
}

function summaryOf(of: UsualDuration["of"], seconds: readonly number[]): UsualDuration {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return {
    of,
    runs: sorted.length,
    median_seconds: at(0.5),
    shortest_seconds: at(0),
    longest_seconds: at(1),
  };
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
