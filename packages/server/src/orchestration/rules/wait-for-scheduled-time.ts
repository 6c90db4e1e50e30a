import { secondsBetween } from "@reeve/protocol";
import type { AnyRunRule } from "../rule.ts";

/** No run starts before its time. */
export const waitForScheduledTime: AnyRunRule = {
  name: "wait-for-scheduled-time",
  from: ["SCHEDULED", "PENDING"],
  to: ["RUNNING"],
  decide({ current, now }) {
    const scheduledTime = current?.state_details.scheduled_time;
    if (!scheduledTime) return null;
    // Clients wait whole seconds, so less than half a second counts as on time.
    const delaySeconds = Math.round(secondsBetween(now, scheduledTime));
    if (delaySeconds <= 0) return null;
    return { kind: "wait", reason: `The run is scheduled for ${scheduledTime}.`, delaySeconds };
  },
};
