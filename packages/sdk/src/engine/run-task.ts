import type { TaskInput } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { toMilliseconds } from "../duration.ts";
import { UpstreamTaskError } from "../errors.ts";
import { TaskFuture } from "../future.ts";
import { capturePrints } from "../logging/capture-prints.ts";
import { writeLine } from "../logging/write-line.ts";
import { resultScope } from "../results/result-scope.ts";
import { fillRunName } from "../run-name.ts";
import type { TaskDefinition } from "../task-definition.ts";
import { attempt, type Outcome } from "./attempt.ts";
import { describeError, errorWithStack } from "./describe-error.ts";
import { trackRun } from "./flow-run-scope.ts";
import { pause } from "./pause.ts";
import { retryDelayMs, withJitter } from "./retry-delay.ts";
import { runTaskHooks } from "./run-hooks.ts";
import { currentScope, runInScope, type Scope } from "./scope.ts";
import { currentSettings, serverLink } from "./server-link.ts";
import { holdTagSlots } from "./tag-slots.ts";
import { findFutures, findSources, rememberOrigin, resolveFutures, waitForUpstream } from "./task-inputs.ts";
import { type StoredOutcome, storesResult, withStoredResult } from "./task-result.ts";
import { TaskRun } from "./task-run.ts";

type Start = { definition: TaskDefinition; args: readonly unknown[]; inTurn: boolean };
type Running = { definition: TaskDefinition; taskRun: TaskRun; scope: Scope };

const NEVER = new AbortController().signal;

/** Starts a run of the task; `inTurn` makes it wait while the flow runs as many submitted tasks as it may. */
export function startTask<T>({ definition, args, inTurn }: Start): TaskFuture<T> {
  const outer = currentScope() ?? standaloneScope();
  outer.signal.throwIfAborted();
  const inputs = taskInputs(definition, args, outer);
  const taskRun = new TaskRun(definition, inputs, runName(definition, args), outer);
  const logPrints = definition.options.logPrints ?? outer.logPrints;
  if (logPrints) capturePrints();
  const running: Running = { definition, taskRun, scope: { ...outer, taskRun, logPrints } };
  // A task that another task starts does not queue: its parent, which may wait for it, has a turn already.
  const limiter = inTurn && !outer.taskRun ? outer.flow?.limiter : undefined;
  const result = runTask<T>(running, args, limiter);
  track(outer, result);
  return new TaskFuture(taskRun, result);
}

async function runTask<T>(
  running: Running,
  args: readonly unknown[],
  limiter: { enter(signal: AbortSignal): Promise<Disposable> } | undefined,
): Promise<T> {
  const { definition, taskRun, scope } = running;
  try {
    await waitForUpstream([...(definition.options.waitFor ?? []), ...findFutures(args)]);
  } catch (error) {
    return notStarted(running, error);
  }
  const stop = scope.flow?.stopping.signal ?? scope.signal;
  try {
    using _turn = await limiter?.enter(stop);
    const values = (await resolveFutures(args)) as readonly unknown[];
    const compute = () => runWithRetries<T>(running, values, stop);
    // What stores nothing starts in this turn: the flow may be about to end.
    const ended =
      storesResult(running) === false
        ? { outcome: await compute() }
        : await withStoredResult(running, values, stop, compute);
    return await finish(running, ended);
  } catch (error) {
    if (isTerminal(taskRun.runState().type)) throw error;
    return notStarted(running, error);
  }
}

async function runWithRetries<T>(
  running: Running,
  values: readonly unknown[],
  stop: AbortSignal,
): Promise<Outcome<T>> {
  const { definition, taskRun, scope } = running;
  const { timeout, retries = 0, retryDelay, retryJitterFactor } = definition.options;
  const timeoutMs = timeout === undefined ? undefined : toMilliseconds(timeout);
  for (let retry = 0; ; retry += 1) {
    stop.throwIfAborted();
    const outcome = await runOnce<T>(running, values, retry, timeoutMs);
    const failed = outcome.kind === "failed" || outcome.kind === "timed-out";
    if (!failed || retry >= retries || !(await isWorthRetrying(definition, outcome.error))) return outcome;
    const delayMs = withJitter(retryDelayMs(retryDelay, retry + 1), retryJitterFactor);
    writeLine(scope, "info", [
      `Failed with ${describeError(outcome.error)}; retry ${retry + 1} of ${retries} follows in ${delayMs / 1000} s.`,
    ]);
    taskRun.awaitRetry(delayMs);
    try {
      await pause(delayMs, stop);
    } catch {
      // The flow is over: the failure stands.
      return outcome;
    }
  }
}

async function runOnce<T>(
  { definition, taskRun, scope }: Running,
  values: readonly unknown[],
  retry: number,
  timeoutMs: number | undefined,
): Promise<Outcome<T>> {
  const { tags = [] } = definition.options;
  await using _slots =
    tags.length > 0 && scope.link
      ? await holdTagSlots(scope.link.client, {
          taskRunId: taskRun.id,
          tags,
          signal: scope.signal,
          onWarning: (text) => writeLine(scope, "warn", [text]),
        })
      : undefined;
  taskRun.enter("RUNNING", retry > 0 ? { name: "Retrying" } : {});
  await runTaskHooks(definition.options, scope);
  const subject = `The task run "${taskRun.name}"`;
  return attempt<T>({ signal: scope.signal, timeoutMs, subject }, (signal) =>
    runInScope({ ...scope, signal }, () => definition.fn(...(values as never[])) as T),
  );
}

async function finish<T>(
  { definition, taskRun, scope }: Running,
  { outcome, stored, isCached }: StoredOutcome<T>,
): Promise<T> {
  if (outcome.kind === "completed") {
    rememberOrigin(outcome.value, taskRun.id);
    taskRun.enter("COMPLETED", {
      ...(isCached ? { name: "Cached" } : {}),
      // A value that stays in this process: the server is told that there was one it cannot fetch.
      ...(stored ? { data: stored } : { details: { untrackable_result: true } }),
    });
    writeLine(scope, "info", [`Finished in state ${taskRun.runState().name}.`]);
    await runTaskHooks(definition.options, scope);
    return outcome.value;
  }
  const { error } = outcome;
  const message = describeError(error);
  if (outcome.kind === "failed") {
    writeLine(scope, "error", [`The task run failed: ${errorWithStack(error)}`]);
    taskRun.enter("FAILED", { message });
  } else {
    if (outcome.kind === "timed-out") taskRun.enter("FAILED", { name: "TimedOut", message });
    else taskRun.enter(outcome.kind === "cancelled" ? "CANCELLED" : "CRASHED", { message });
    writeLine(scope, "error", [`Finished in state ${taskRun.runState().name}: ${message}`]);
  }
  await runTaskHooks(definition.options, scope, error);
  throw error;
}

/** It never ran: because of what it depends on, or because its flow run ended before its turn came. */
async function notStarted({ definition, taskRun, scope }: Running, error: unknown): Promise<never> {
  const message = describeError(error);
  if (error instanceof UpstreamTaskError) taskRun.enter("PENDING", { name: "NotReady", message });
  else
    taskRun.enter(scope.signal.aborted || scope.flow?.stopping.signal.aborted ? "CANCELLED" : "FAILED", {
      message,
    });
  writeLine(scope, "error", [`Not started: ${message}`]);
  await runTaskHooks(definition.options, scope, error);
  throw error;
}

async function isWorthRetrying({ options }: TaskDefinition, error: unknown): Promise<boolean> {
  return options.retryIf ? options.retryIf(error) : true;
}

function taskInputs(
  definition: TaskDefinition,
  args: readonly unknown[],
  outer: Scope,
): Record<string, TaskInput[]> {
  const inputs: Record<string, TaskInput[]> = {};
  args.forEach((value, index) => {
    inputs[definition.parameterName(index)] = findSources(value);
  });
  const { waitFor } = definition.options;
  if (waitFor) inputs.wait_for = findSources(waitFor);
  if (outer.taskRun) inputs.__parents__ = [{ input_type: "task_run", id: outer.taskRun.id }];
  return inputs;
}

function runName({ options, parameterName }: TaskDefinition, args: readonly unknown[]): string | undefined {
  const { runName } = options;
  if (typeof runName === "function") return runName(...(args as never[]));
  if (runName === undefined) return undefined;
  return fillRunName(runName, Object.fromEntries(args.map((value, index) => [parameterName(index), value])));
}

function track({ flow, link }: Scope, result: Promise<unknown>): void {
  if (flow) trackRun(flow.runs, result);
  // Nobody else sees to it that what a task outside of flows reported leaves the process.
  else if (link) void result.catch(() => {}).then(() => link.flush());
}

/** A task may be called outside of any flow; then its run stands alone. */
function standaloneScope(): Scope {
  const settings = currentSettings();
  const link = serverLink(settings);
  return {
    settings,
    link,
    flow: undefined,
    taskRun: undefined,
    signal: NEVER,
    logPrints: false,
    results: resultScope({}, undefined, settings, link),
  };
}
