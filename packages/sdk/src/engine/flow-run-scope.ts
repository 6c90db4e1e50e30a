import type { Resource } from "@reeve/protocol";
import type { Limiter } from "./limiter.ts";

/** A flow run while its function executes, as its tasks see it. */
export type FlowRunScope = {
  readonly id: string;
  readonly name: string;
  readonly flowName: string;
  readonly parameters: unknown;
  /** How many times the function was started, this time included. */
  readonly runCount: number;
  /** How the events of its task runs name it. */
  readonly related: readonly Resource[];
  readonly limiter: Limiter;
  /** Task runs that have not ended, whether or not the flow waits for them. */
  readonly taskRuns: Set<Promise<unknown>>;
  /** Fires when the function has ended without success: what waits to start then does not. */
  readonly stopping: AbortController;
};
