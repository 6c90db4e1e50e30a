export const STATE_TYPES = [
  "SCHEDULED",
  "PENDING",
  "RUNNING",
  "COMPLETED",
  "FAILED",
  "CANCELLED",
  "CRASHED",
  "PAUSED",
  "CANCELLING",
] as const;

type StateType = (typeof STATE_TYPES)[number];

/** The types no run leaves by itself. */
export const TERMINAL_STATE_TYPES: ReadonlySet<StateType> = new Set([
  "COMPLETED",
  "FAILED",
  "CANCELLED",
  "CRASHED",
]);

export const isTerminal = (type: StateType): boolean => TERMINAL_STATE_TYPES.has(type);

const DEFAULT_NAMES: Readonly<Record<StateType, string>> = {
  SCHEDULED: "Scheduled",
  PENDING: "Pending",
  RUNNING: "Running",
  COMPLETED: "Completed",
  FAILED: "Failed",
  CANCELLED: "Cancelled",
  CRASHED: "Crashed",
  PAUSED: "Paused",
  CANCELLING: "Cancelling",
};

/** The name a state has when nobody gave it one. */
export const defaultStateName = (type: StateType): string => DEFAULT_NAMES[type];
