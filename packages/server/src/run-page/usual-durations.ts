import type { FlowRun, UsualDuration } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { selectLatestRunTimes } from "./queries.ts";

// Of fewer runs one that was slow by chance would be called usual.
const FEWEST_RUNS = 3;

/**
 * How long runs like each of these take, by its id: by the runs of its deployment, or, where few of those have completed,
 * of its flow. Absent where few of either have.
 */
export async function usualDurations(
  { db }: ReadContext,
  flowRuns: readonly FlowRun[],
): Promise<ReadonlyMap<string, UsualDuration>> {
  const read = async (of: UsualDuration["of"], ids: readonly (string | null | undefined)[]) => {
    const wanted = [...new Set(ids.filter((id) => id != null))];
    const rows = wanted.length > 0 ? await selectLatestRunTimes(db.scanner, `${of}_id`, wanted) : [];
    const enough = rows.filter(({ seconds }) => seconds.length >= FEWEST_RUNS);
    return new Map(enough.map(({ id, seconds }) => [id, summaryOf(of, seconds)]));
  };
  const ofDeployments = await read(
    "deployment",
    flowRuns.map((run) => run.deployment_id),
  );
  const known = (run: FlowRun) => ofDeployments.get(run.deployment_id ?? "");
  const ofFlows = await read(
    "flow",
    flowRuns.filter((run) => !known(run)).map((run) => run.flow_id),
  );
  return new Map(
    flowRuns.flatMap((run) => {
      const usual = known(run) ?? ofFlows.get(run.flow_id);
      return usual ? [[run.id, usual]] : [];
    }),
  );
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
