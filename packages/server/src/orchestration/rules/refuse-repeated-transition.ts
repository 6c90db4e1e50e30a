import type { FlowRunRule } from "../flow-run-transition.ts";

/** A request that is sent again after its answer was lost changes nothing a second time. */
export const refuseRepeatedTransition: FlowRunRule = {
  name: "refuse-repeated-transition",
  from: "any",
  to: "any",
  decide({ current, proposed }) {
    const transition = proposed.state_details.transition_id;
    if (transition === null || transition !== current?.state_details.transition_id) return null;
    return { kind: "reject", reason: "This transition was made already." };
  },
};
