import { ReeveError } from "@reeve/protocol/errors";
import { currentScope, type Scope } from "./engine/scope.ts";
import type { FlowRunFacts } from "./flow-run-facts.ts";

/** What a flow or task can know about its own run. */
export type RunContext = {
  flowRun: FlowRunFacts | null;
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
  const { taskRun, signal } = scope;
  return {
    flowRun: flowRunContext(scope),
    taskRun: taskRun
      ? { id: taskRun.id, name: taskRun.name, taskName: taskRun.taskName, runCount: taskRun.runCount }
      : null,
    signal,
  };
}

/** What the code in the scope can know of its flow run. */
export function flowRunContext({ flow }: Pick<Scope, "flow">): FlowRunFacts | null {
  if (!flow) return null;
  const { id, name, flowName, runCount, parameters } = flow;
  return { id, name, flowName, runCount, parameters };
}
