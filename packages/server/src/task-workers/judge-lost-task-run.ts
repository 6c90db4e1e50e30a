import type { StateCreate, TaskRunPolicy, Timestamp } from "@reeve/protocol";
import type { LostTaskRun } from "./queries.ts";

/**
 * What becomes of a task run whose worker went away. One that had not started is handed out again. One that had runs a
 * second time only if its task says that it may: while it has retries left.
 */
export function judgeLostTaskRun(lost: LostTaskRun, now: Timestamp): StateCreate {
  const { retries } = JSON.parse(lost.empirical_policy) as TaskRunPolicy;
  switch (lost.state_type) {
    case "CANCELLING":
      return { type: "CANCELLED", message: "The task worker went away while the run was being cancelled." };
    case "SCHEDULED":
    case "PENDING":
      return again(lost, now, "The task worker went away before the run started.");
    default:
      if (lost.run_count <= (retries ?? 0))
        return again(lost, now, "The task worker went away during the run.");
      return { type: "CRASHED", message: `The task worker ${lost.worker_id} went away during the run.` };
  }
}

function again(lost: LostTaskRun, now: Timestamp, message: string): StateCreate {
  const time = lost.next_scheduled_start_time;
  return {
    type: "SCHEDULED",
    name: "AwaitingRetry",
    message,
    state_details: {
      deferred: true,
      task_parameters_id: lost.parameters_id,
      scheduled_time: time !== null && time > now ? time : now,
    },
  };
}
