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
  /** Task runs and subflow runs that have not ended, whether or not the flow's function waits for them. */
  readonly runs: Set<Promise<unknown>>;
  /** Fires when the function has ended without success: what waits to start then does not. */
  readonly stopping: AbortController;
};

/** Keeps the run in the set until it has ended, however it ends. */
export function trackRun(runs: Set<Promise<unknown>>, result: Promise<unknown>): void {
  const ended: Promise<void> = result.then(
    () => void runs.delete(ended),
    () => void runs.delete(ended),
  );
  runs.add(ended);
}

/** Waits for all the runs, and for those they start meanwhile. */
export async function allRunsEnded(runs: ReadonlySet<Promise<unknown>>): Promise<void> {
  while (runs.size > 0) await Promise.all(runs);
}
