import type { AnyRunRule } from "../rule.ts";

/** A run that is claimed before its time still knows when it is to start. */
export const keepScheduledTime: AnyRunRule = {
  name: "keep-scheduled-time",
  from: ["SCHEDULED"],
  to: ["PENDING"],
  decide({ current, proposed }) {
    const scheduled_time = current?.state_details.scheduled_time;
    if (!scheduled_time || proposed.state_details.scheduled_time !== null) return null;
    const state_details = { ...proposed.state_details, scheduled_time };
    return { kind: "amend", proposed: { ...proposed, state_details } };
  },
};
