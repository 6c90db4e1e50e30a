import { ReeveError } from "@reeve/protocol/errors";
import { currentScope, type Scope } from "./engine/scope.ts";
import type { OwnFlowRun, OwnTaskRun } from "./own-run.ts";

/** What a flow or task can know about its own run. */
export type RunContext = {
  flowRun: OwnFlowRun | null;
  taskRun: OwnTaskRun | null;
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
  const { signal } = scope;
  return {
    flowRun: flowRunContext(scope),
    taskRun: taskRunContext(scope),
    signal,
  };
}

/** What the code in the scope can know of its flow run. */
export function flowRunContext({ flow }: Pick<Scope, "flow">): OwnFlowRun | null {
  if (!flow) return null;
  const { id, name, flowName, runCount, parameters } = flow;
  return { id, name, flowName, runCount, parameters };
}

/** The same of its task run. */
export function taskRunContext({ taskRun }: Pick<Scope, "taskRun">): OwnTaskRun | null {
  if (!taskRun) return null;
  const { id, name, taskName, runCount } = taskRun;
  return { id, name, taskName, runCount };
}
