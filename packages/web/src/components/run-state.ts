import type { StateType } from "@reeve/protocol";
import { defaultStateName } from "@reeve/protocol/state-types";

/** The looks a state can have: its type's, and those of names that deserve another than their type's. */
export type StateTone =
  | "completed"
  | "cached"
  | "failed"
  | "crashed"
  | "running"
  | "pending"
  | "scheduled"
  | "late"
  | "retry"
  | "paused"
  | "cancelling"
  | "cancelled";

const TONE_OF_TYPE: Readonly<Record<StateType, StateTone>> = {
  SCHEDULED: "scheduled",
  PENDING: "pending",
  RUNNING: "running",
  COMPLETED: "completed",
  FAILED: "failed",
  CANCELLED: "cancelled",
  CRASHED: "crashed",
  PAUSED: "paused",
  CANCELLING: "cancelling",
};

const TONE_OF_NAME: Readonly<Record<string, StateTone>> = {
  Late: "late",
  AwaitingRetry: "retry",
  AwaitingConcurrencySlot: "late",
  // It completed, but what it would have done was done before.
  Cached: "cached",
};

/** The look of a state. */
export const stateTone = (type: StateType, name?: string | null): StateTone =>
  (name && TONE_OF_NAME[name]) || TONE_OF_TYPE[type];

/** A state's name as words: `AwaitingRetry` becomes "Awaiting retry". */
export function stateLabel(type: StateType, name?: string | null): string {
  if (!name) return defaultStateName(type);
  const words = name.replace(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words;
}

/** Text, ground and bar of each look; whole class names, since the style sheet is made from them. */
export const TONE_CLASSES: Readonly<Record<StateTone, { text: string; soft: string; fill: string }>> = {
  completed: { text: "text-completed", soft: "bg-completed-soft", fill: "bg-completed-fill" },
  cached: { text: "text-completed", soft: "bg-completed-soft", fill: "bg-completed-fill" },
  failed: { text: "text-failed", soft: "bg-failed-soft", fill: "bg-failed-fill" },
  crashed: { text: "text-crashed", soft: "bg-crashed-soft", fill: "bg-crashed-fill" },
  running: { text: "text-running", soft: "bg-running-soft", fill: "bg-running-fill" },
  pending: { text: "text-pending", soft: "bg-pending-soft", fill: "bg-pending-fill" },
  scheduled: { text: "text-scheduled", soft: "bg-scheduled-soft", fill: "bg-scheduled-fill" },
  late: { text: "text-late", soft: "bg-late-soft", fill: "bg-late-fill" },
  retry: { text: "text-late", soft: "bg-late-soft", fill: "bg-late-fill" },
  paused: { text: "text-paused", soft: "bg-paused-soft", fill: "bg-paused-fill" },
  cancelling: { text: "text-cancelled", soft: "bg-cancelled-soft", fill: "bg-cancelled-fill" },
  cancelled: { text: "text-cancelled", soft: "bg-cancelled-soft", fill: "bg-cancelled-fill" },
};
