import type { FlowRunRule } from "../flow-run-transition.ts";

/**
 * A process that is ended because its run is being cancelled has not crashed, even if it says so with force: engines
 * that nobody told why they were ended do. Whoever launched it follows it and reports that it is Cancelled.
 */
export const protectLaunchedCancelling: FlowRunRule = {
  name: "protect-launched-cancelling",
  from: ["CANCELLING"],
  to: ["CRASHED"],
  decide({ run }) {
    if (run.infrastructure_pid === null) return null;
    return { kind: "reject", reason: "The run is being cancelled, so its process was ended on purpose." };
  },
};
