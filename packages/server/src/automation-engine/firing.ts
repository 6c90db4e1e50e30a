import type { Timestamp } from "@reeve/protocol";
import type { ChildFiring } from "./triggers/composite-trigger.ts";

/** One time that a trigger fired, as it is kept until it is acted on. Events are kept where all are. */
export type Firing = ChildFiring & {
  readonly id: string;
  /** When this server found out, which may be a while after what made it fire. */
  readonly triggered: Timestamp;
  /** What it fired for, of what the trigger counts apart. */
  readonly labels: Readonly<Record<string, string>>;
  readonly eventId: string | null;
  /** The firings of the triggers inside that made this one fire. */
  readonly firings: readonly Firing[];
};
