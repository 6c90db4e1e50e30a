import { ReeveError } from "@reeve/protocol/errors";
import { currentScope } from "./engine/scope.ts";

/** What a flow or task can know about its own run. */
export type RunContext = {
  flowRun: { id: string; name: string; flowName: string; runCount: number; parameters: unknown } | null;
  taskRun: { id: string; name: string; taskName: string; runCount: number } | null;
  /** Fires when the run is cancelled, runs out of time, or its process is going down. */
  signal: AbortSignal;
};

/** The run that the calling code belongs to; throws a ReeveError outside of flows and tasks. */
export function runContext(): RunContext {
  const scope = currentScope();
  if (!scope) {
    throw new ReeveError(
      "not_found",
      "runContext() was called outside of a flow or task: there is no run here.",
    );
  }
  const { flow, taskRun, signal } = scope;
  return {
    flowRun: flow
      ? {
          id: flow.id,
          name: flow.name,
          flowName: flow.flowName,
          runCount: flow.runCount,
          parameters: flow.parameters,
        }
      : null,
    taskRun: taskRun
      ? { id: taskRun.id, name: taskRun.name, taskName: taskRun.taskName, runCount: taskRun.runCount }
      : null,
    signal,
  };
}
