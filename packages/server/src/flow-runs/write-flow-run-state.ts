import type { State } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { appendEvents } from "../events/append-events.ts";
import {
  type FlowRunStateChange,
  type FlowRunSurroundings,
  flowRunStateEvent,
} from "../events/flow-run-event.ts";
import type { FlowRunWrite } from "../orchestration/judge-flow-run-transition.ts";
import { retryFailedTaskRuns } from "../task-runs/retry-failed-task-runs.ts";
import { forceTaskRunState } from "../task-runs/set-task-run-state.ts";
import { insertFlowRunState } from "./queries.ts";

/** The row's columns for what a verdict lets be written. */
export function toRowColumns({ columns }: FlowRunWrite): Partial<FlowRunsTable> {
  return {
    ...columns,
    empirical_policy: JSON.stringify(columns.empirical_policy),
    sort_time: columns.start_time ?? columns.expected_start_time,
  };
}

/** Writes a state with its event, and shows it on the task run that stands for this run in its parent. */
export async function writeFlowRunState(
  context: Context,
  transaction: Connection,
  run: {
    flowRun: Omit<FlowRunStateChange["flowRun"], "run_count">;
    surroundings: FlowRunSurroundings;
    previous: State | null;
  },
  write: FlowRunWrite,
): Promise<void> {
  const { flowRun, surroundings, previous } = run;
  await insertFlowRunState(transaction, flowRun.id, write.state);
  const event = flowRunStateEvent({
    flowRun: { ...flowRun, run_count: write.columns.run_count },
    surroundings,
    previous,
    state: write.state,
    received: context.now(),
  });
  await appendEvents(transaction, [event]);
  if (write.tasksRetriedAt) {
    await retryFailedTaskRuns(context, transaction, flowRun.id, write.tasksRetriedAt);
  }
  if (write.parentTaskRun) {
    await forceTaskRunState(context, transaction, write.parentTaskRun.id, write.parentTaskRun.proposed);
  }
}
