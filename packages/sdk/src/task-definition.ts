import { hash } from "node:crypto";
import type { Duration } from "./duration.ts";
import type { RetryDelay } from "./engine/retry-delay.ts";
import type { TaskFuture } from "./future.ts";
import type { RunHooks, TaskHookContext } from "./hooks.ts";
import { parameterNames } from "./parameter-names.ts";
import { type Cache, type CacheKeyFunction, type CacheOptions, taskCache } from "./results/cache-policy.ts";
import type { ResultOptions } from "./results/result-options.ts";
import type { RunName } from "./run-name.ts";

export type TaskOptions<A extends readonly unknown[] = readonly never[]> = ResultOptions &
  RunHooks<TaskHookContext> & {
    /** The name of each run: text in which `{parameter}` stands for an argument, or a function of the arguments. */
    runName?: RunName<A>;
    tags?: readonly string[];
    /** How many times a failed run is tried again. */
    retries?: number;
    retryDelay?: RetryDelay;
    /** Moves each delay at random by up to that part of it, so that retries spread. */
    retryJitterFactor?: number;
    /** Whether this error is worth another try; every error is when left out. */
    retryIf?: (error: unknown) => boolean | Promise<boolean>;
    /** How long one try may take; then the run is TimedOut. */
    timeout?: Duration;
    /** Whether what the function writes through `console` is in its log; as the flow has it when left out. */
    logPrints?: boolean;
    /**
     * Takes the result of an earlier run instead of running again: `"inputs"` when the arguments are the same. Results
     * are found by other flow runs and processes too, with or without a server, and for as long as `expires` says.
     */
    cache?: Cache<A>;
    /** Computes anew what is cached, and stores that. */
    refreshCache?: boolean;
    /**
     * The path at which the result is stored, and from which it is taken when it is there already: text in which
     * `{parameters.x}`, `{taskName}`, `{flowRun.name}` and the like are filled in, or a function.
     */
    resultStorageKey?: string | CacheKeyFunction<A>;
    /** Runs that must complete first, beside those whose futures are arguments. */
    waitFor?: readonly TaskFuture<unknown>[];
  };

export type TaskFunction = (...args: never[]) => unknown;

/** What a task is made of, apart from how it is called. */
export type TaskDefinition = {
  readonly name: string;
  /** Names the task across processes: the same function under the same name has the same key. */
  readonly key: string;
  readonly options: TaskOptions;
  readonly fn: TaskFunction;
  readonly parameterName: (index: number) => string;
  /** How its results are found again; undefined when the task does not say. */
  readonly cache: CacheOptions<never> | undefined;
};

export function defineTask(name: string, options: TaskOptions, fn: TaskFunction): TaskDefinition {
  return {
    name,
    key: `${name}-${hash("sha256", `${name}\n${fn}`).slice(0, 8)}`,
    options,
    fn,
    parameterName: parameterNames(fn),
    cache: taskCache(name, options),
  };
}
