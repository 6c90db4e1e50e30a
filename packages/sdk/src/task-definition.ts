import { hash } from "node:crypto";
import type { Duration } from "./duration.ts";
import type { RetryDelay } from "./engine/retry-delay.ts";
import type { TaskFuture } from "./future.ts";
import { parameterNames } from "./parameter-names.ts";
import type { RunName } from "./run-name.ts";

export type TaskOptions<A extends readonly unknown[] = readonly never[]> = {
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
};

export function defineTask(name: string, options: TaskOptions, fn: TaskFunction): TaskDefinition {
  return {
    name,
    key: `${name}-${hash("sha256", `${name}\n${fn}`).slice(0, 8)}`,
    options,
    fn,
    parameterName: parameterNames(fn),
  };
}
