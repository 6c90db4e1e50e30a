import { addSeconds } from "@reeve/protocol";
import type { FlowRunRule } from "../flow-run-transition.ts";
import { completeProposal } from "../mint-state.ts";

/** A failed attempt is scheduled again while retries remain. */
export const retryFailedFlowRun: FlowRunRule = {
  name: "retry-failed-flow-run",
  from: ["RUNNING"],
  to: ["FAILED"],
  decide({ run, client, proposed, now }) {
    const policy = run.empirical_policy;
    const retries = policy.retries ?? null;
    // The run count includes the attempt that just failed: one retry makes two attempts.
    if (retries === null || run.run_count > retries) {
      if (!policy.retry_type) return null;
      return { kind: "amend", run: { empirical_policy: { ...policy, retry_type: null } } };
    }
    const { deployment_concurrency_lease_id } = proposed.state_details;
    const scheduled_time = addSeconds(now, policy.retry_delay ?? 0);
    return {
      kind: "reject",
      reason: `Attempt ${run.run_count} of ${retries + 1} failed; the run will be retried.`,
      replacement: completeProposal(
        {
          type: "SCHEDULED",
          name: "AwaitingRetry",
          message: proposed.message,
          data: proposed.data,
          state_details: { scheduled_time, deployment_concurrency_lease_id },
        },
        now,
      ),
      ...(client.knowsPauses && {
        run: { empirical_policy: { ...policy, resuming: false, pause_keys: [], retry_type: "in_process" } },
      }),
    };
  },
};
