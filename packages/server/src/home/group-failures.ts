import { type FailureGroup, type RunRow, runReason } from "@reeve/protocol";
import type { CompletedRun } from "./queries.ts";

// As many as somebody would try again at once.
const MOST_IDS = 50;

/** Failed runs, the newest first, by flow and reason; the group with the newest failure comes first. */
export function groupFailures(
  rows: readonly RunRow[],
  completed: ReadonlyMap<string, CompletedRun>,
): FailureGroup[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify([row.flow_run.flow_id, reasonOf(row)]));
  return [...groups.values()].map((group) => toGroup(group, completed));
}

const reasonOf = ({ flow_run: run }: RunRow): string =>
  runReason(run) ?? (run.state_type === "CRASHED" ? "It crashed without a message." : "It gave no reason.");

function toGroup(group: readonly RunRow[], completed: ReadonlyMap<string, CompletedRun>): FailureGroup {
  const newest = group[0]!;
  const { flow_run: run, flow_name } = newest;
  const lastEnded = endOf(newest);
  const last = completed.get(run.flow_id);
  const isOver = last?.end_time && last.end_time > lastEnded;
  return {
    flow_id: run.flow_id,
    flow_name,
    reason: reasonOf(newest),
    count: group.length,
    first_ended: endOf(group.at(-1)!),
    last_ended: lastEnded,
    latest: { id: run.id, name: run.name, end_time: run.end_time },
    flow_run_ids: group.slice(0, MOST_IDS).map(({ flow_run }) => flow_run.id),
    can_be_retried: group.every(({ flow_run }) => flow_run.deployment_id !== null),
    completed_since: isOver ? { id: last.id, name: last.name, end_time: last.end_time } : null,
  };
}

// A run that failed before it began has no other time than that of its state.
const endOf = ({ flow_run: { end_time, state, expected_start_time } }: RunRow): string =>
  end_time ?? state?.timestamp ?? expected_start_time ?? "";
