import { addSeconds, type TaskRunPolicy } from "@reeve/protocol";
import { completeProposal } from "../mint-state.ts";
import type { TaskRunRule } from "../task-run-transition.ts";

/** A failed attempt is scheduled again while retries remain, unless the task said it is no use. */
export const retryFailedTaskRun: TaskRunRule = {
  name: "retry-failed-task-run",
  from: ["RUNNING"],
  to: ["FAILED"],
  decide({ run, current, proposed, now, random }) {
    const { deferred } = proposed.state_details;
    const retries = run.empirical_policy.retries ?? null;
    if (proposed.state_details.retriable === false) return null;
    if (retries === null || run.run_count > retries) return null;
    const delaySeconds = retryDelaySeconds(run.empirical_policy, run.run_count, random);
    return {
      kind: "reject",
      reason: `Attempt ${run.run_count} of ${retries + 1} failed; the task run will be retried.`,
      replacement: completeProposal(
        {
          type: "SCHEDULED",
          name: "AwaitingRetry",
          message: proposed.message,
          data: proposed.data,
          state_details: {
            scheduled_time: addSeconds(now, delaySeconds),
            // The next task worker has to find the parameters, too.
            ...(deferred && { deferred, task_parameters_id: current?.state_details.task_parameters_id }),
          },
        },
        now,
      ),
    };
  },
};

/** Seconds until the attempt after `runCount` attempts; the last of a list of delays repeats. */
export function retryDelaySeconds(policy: TaskRunPolicy, runCount: number, random: number): number {
  const delays = [policy.retry_delay ?? 0].flat();
  const delay = delays[Math.min(Math.max(runCount - 1, 0), delays.length - 1)] ?? 0;
  const jitter = policy.retry_jitter_factor ?? 0;
  return delay > 0 && jitter > 0 ? exponentialAround(delay, jitter, random) : delay;
}

/**
 * A waiting time as between independent arrivals (an exponential distribution), at most `factor` times longer than
 * `average`, half of them shorter than it: runs that failed together do not come back together.
 */
function exponentialAround(average: number, factor: number, random: number): number {
  const shareWithinAverage = 1 - Math.exp(-1);
  const highest = 1 - Math.exp(-(1 + factor));
  const lowest = 2 * shareWithinAverage - highest;
  return -average * Math.log(1 - (lowest + random * (highest - lowest)));
}
