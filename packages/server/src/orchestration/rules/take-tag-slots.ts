import type { TaskRunRule } from "../task-run-transition.ts";

/** No more task runs with a tag run at once than the tag's limit allows. */
export const takeTagSlots: TaskRunRule = {
  name: "take-tag-slots",
  from: "any",
  to: ["RUNNING"],
  asksFor: "tag-limits",
  decide({ tagLimits }) {
    if (tagLimits.length === 0) return null;
    const closed = tagLimits.find(({ limit }) => limit === 0);
    if (closed) {
      return {
        kind: "abort",
        reason: `The limit "${closed.name}" is 0, so no task run with the tag can start.`,
      };
    }
    const full = tagLimits.filter(({ freeSlots, isHeld }) => freeSlots < 1 && !isHeld);
    if (full.length === 0) return { kind: "amend", run: { tagSlots: "take" } };
    const [{ name }] = full as [(typeof full)[0]];
    return {
      kind: "wait",
      reason: `The limit "${name}" is reached.`,
      // Clients wait whole seconds.
      delaySeconds: Math.max(1, ...full.map(({ retryAfterSeconds }) => Math.round(retryAfterSeconds))),
    };
  },
};
