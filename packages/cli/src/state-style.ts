import type { StateType } from "@reeve/protocol";
import type { Style } from "./terminal.ts";

const STYLES: Readonly<Record<StateType, Style>> = {
  SCHEDULED: "yellow",
  PENDING: "yellow",
  RUNNING: "blue",
  COMPLETED: "green",
  FAILED: "red",
  CANCELLED: "dim",
  CRASHED: "magenta",
  PAUSED: "cyan",
  CANCELLING: "dim",
};

/** The colour of a state: the same in every list. */
export const stateStyle = (type: StateType | null): Style | undefined => (type ? STYLES[type] : undefined);
