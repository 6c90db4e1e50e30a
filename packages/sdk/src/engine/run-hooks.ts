import type { StateType } from "@reeve/protocol";
import type { RunState } from "../future.ts";
import type { FlowHookContext, RunHooks, TaskHookContext } from "../hooks.ts";
import { writeLine } from "../logging/write-line.ts";
import { flowRunContext, taskRunContext } from "../run-context.ts";
import { describeError } from "./describe-error.ts";
import { runInScope, type Scope } from "./scope.ts";

const HOOK_OF = {
  RUNNING: "onRunning",
  COMPLETED: "onCompletion",
  FAILED: "onFailure",
  CANCELLED: "onCancellation",
  CRASHED: "onCrashed",
} as const satisfies Partial<Record<StateType, keyof RunHooks<never>>>;

/** Calls what is to be called when a flow run enters the state. */
export async function runFlowHooks(
  hooks: RunHooks<FlowHookContext>,
  scope: Scope,
  state: RunState,
  error?: unknown,
): Promise<void> {
  const flowRun = flowRunContext(scope);
  if (flowRun) await callHooks(hooks, scope, { flowRun, state, ...(error === undefined ? {} : { error }) });
}

/** Calls what is to be called when the task run of the scope is in the state; undefined when that is nothing. */
export function runTaskHooks(
  hooks: RunHooks<TaskHookContext>,
  scope: Scope,
  error?: unknown,
): Promise<void> | undefined {
  const state = scope.taskRun?.runState();
  const taskRun = taskRunContext(scope);
  if (!state || !taskRun || hooksOf(hooks, state.type).length === 0) return undefined;
  const flowRun = flowRunContext(scope);
  return callHooks(hooks, scope, { taskRun, flowRun, state, ...(error === undefined ? {} : { error }) });
}

async function callHooks<C extends { state: RunState }>(hooks: RunHooks<C>, scope: Scope, context: C) {
  // What a hook does goes on although the run it tells of was interrupted.
  const own = { ...scope, signal: new AbortController().signal };
  for (const hook of hooksOf(hooks, context.state.type)) {
    try {
      await runInScope(own, () => hook(context));
    } catch (error) {
      const name = hook.name || HOOK_OF[context.state.type as keyof typeof HOOK_OF];
      writeLine(scope, "error", [`The hook "${name}" failed: ${describeError(error)}`]);
    }
  }
}

function hooksOf<C>(hooks: RunHooks<C>, type: StateType) {
  const name = HOOK_OF[type as keyof typeof HOOK_OF];
  const given = name && hooks[name];
  if (given === undefined) return [];
  return typeof given === "function" ? [given] : given;
}
