import { newId } from "@reeve/protocol/ids";
import { addSeconds, currentTimestamp } from "@reeve/protocol/timestamp";
import { toMilliseconds } from "../duration.ts";
import { writeLine } from "../logging/write-line.ts";
import { type CacheOptions, cacheKey, RETRIED_RUNS } from "../results/cache-policy.ts";
import type { Results } from "../results/result-options.ts";
import type { ResultMetadata } from "../results/result-record.ts";
import { ownDecision } from "../results/result-scope.ts";
import { flowRunContext } from "../run-context.ts";
import type { TaskDefinition } from "../task-definition.ts";
import type { Outcome } from "./attempt.ts";
import { describeError } from "./describe-error.ts";
import type { Scope } from "./scope.ts";
import type { TaskRun } from "./task-run.ts";

type Running = { definition: TaskDefinition; taskRun: TaskRun; scope: Scope };

/** How a task run ended, and where its result is if it was stored. */
export type StoredOutcome<T> = { outcome: Outcome<T>; stored?: ResultMetadata; isCached?: boolean };

type Plan = { store: Results; key: string; isRefreshed: boolean; cache: CacheOptions<never> };

/** Takes the result of an earlier run, or else computes it and stores it where the next run finds it. */
export async function withStoredResult<T>(
  running: Running,
  args: readonly unknown[],
  stop: AbortSignal,
  compute: () => Promise<Outcome<T>>,
): Promise<StoredOutcome<T>> {
  if (!(await storesResult(running))) return { outcome: await compute() };
  const { taskRun, scope } = running;
  const plan = await planResult(running, args);
  await using _lock =
    plan.cache.isolation === "serializable" ? await plan.store.lock(plan.key, stop) : undefined;
  const found = plan.isRefreshed ? undefined : await find(plan, scope);
  if (found) {
    taskRun.enter("RUNNING");
    // The type is that of the task that wrote it, under a key that its function's text may be part of.
    const value = found.value as T;
    return { outcome: { kind: "completed", value }, stored: found.metadata, isCached: true };
  }
  const outcome = await compute();
  const stored = outcome.kind === "completed" ? await write(plan, scope, outcome.value) : undefined;
  return stored ? { outcome, stored } : { outcome };
}

/** Whether the task's result is stored; a promise only until that is known. */
export function storesResult({ definition: { options, cache }, scope }: Running): boolean | Promise<boolean> {
  if (cache) return true;
  return ownDecision(options) ?? scope.settings.tasksDefaultPersistResult ?? scope.results.persists();
}

async function planResult({ definition, taskRun, scope }: Running, args: readonly unknown[]): Promise<Plan> {
  const { options, cache } = definition;
  const { settings } = scope;
  const key = await keyOf({ definition, taskRun, scope }, args);
  const isRefreshed = options.refreshCache ?? settings.tasksRefreshCache;
  const store = await scope.results.open(options);
  return {
    store,
    key: key ?? newId(),
    isRefreshed: isRefreshed || key === undefined,
    cache: cache ?? RETRIED_RUNS,
  };
}

async function keyOf({ definition, taskRun, scope }: Running, args: readonly unknown[]) {
  if (scope.settings.tasksDisableCaching) return undefined;
  const { name, fn, parameterName, cache } = definition;
  const subject = {
    taskName: name,
    taskSource: String(fn),
    taskRunId: taskRun.id,
    parameters: Object.fromEntries(args.map((value, index) => [parameterName(index), value])),
    args,
    flowRun: flowRunContext(scope),
  };
  if (cache) return cacheKey(cache, subject);
  // The task did not ask to be cached, so that its arguments need not be such as have a key.
  return cacheKey(RETRIED_RUNS, subject).catch(() => undefined);
}

async function find({ store, key }: Plan, scope: Scope) {
  try {
    return await store.find(key);
  } catch (error) {
    writeLine(scope, "warn", [`The cache could not be read, so the task runs: ${describeError(error)}`]);
    return undefined;
  }
}

async function write({ store, key, cache: { expires } }: Plan, scope: Scope, value: unknown) {
  const expiresAt =
    expires === undefined ? null : addSeconds(currentTimestamp(), toMilliseconds(expires) / 1000);
  try {
    return await store.write(key, value, expiresAt);
  } catch (error) {
    writeLine(scope, "warn", [`The result was not stored: ${describeError(error)}`]);
    return undefined;
  }
}
