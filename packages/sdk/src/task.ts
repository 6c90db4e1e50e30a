import { startTask } from "./engine/run-task.ts";
import type { Input, Inputs, TaskFuture } from "./future.ts";
import { defineTask, type TaskFunction, type TaskOptions } from "./task-definition.ts";

type Rest<A extends readonly unknown[]> = A extends readonly [unknown, ...infer R] ? R : [];

/** A function whose every call is a task run. Its arguments may be futures of other tasks. */
export type Task<A extends readonly unknown[], R> = {
  /** Runs the task and answers what its function returns. */
  (...args: Inputs<A>): Promise<R>;
  readonly taskName: string;
  /** Starts a run and goes on at once. */
  submit(...args: Inputs<A>): TaskFuture<R>;
  /** Starts a run for each item, as the first argument; the other arguments are the same for all. */
  map(items: Iterable<Input<A[0]>>, ...rest: Inputs<Rest<A>>): TaskFuture<R>[];
  /** The same task with other options; those not named stay. */
  with(options: TaskOptions<A> & { name?: string }): Task<A, R>;
};

/** Makes a task of a function. Outside of a flow its runs stand alone. */
export function task<A extends readonly unknown[], R>(
  name: string,
  fn: (...args: A) => R,
): Task<A, Awaited<R>>;
export function task<A extends readonly unknown[], R>(
  name: string,
  options: TaskOptions<A>,
  fn: (...args: A) => R,
): Task<A, Awaited<R>>;
export function task<A extends readonly unknown[], R>(
  name: string,
  ...rest: [fn: (...args: A) => R] | [options: TaskOptions<A>, fn: (...args: A) => R]
): Task<A, Awaited<R>> {
  const [options, fn] = rest.length === 1 ? [{}, rest[0]] : rest;
  return createTask<A, Awaited<R>>(name, options, fn as TaskFunction);
}

function createTask<A extends readonly unknown[], R>(
  name: string,
  options: TaskOptions<A>,
  fn: TaskFunction,
): Task<A, R> {
  // The engine handles tasks of any arguments alike; their types live in Task alone.
  const definition = defineTask(name, options as TaskOptions, fn);
  const start = (args: readonly unknown[], inTurn: boolean) => startTask<R>({ definition, args, inTurn });
  return Object.assign(async (...args: Inputs<A>) => start(args, false).result(), {
    taskName: name,
    submit: (...args: Inputs<A>) => start(args, true),
    map: (items: Iterable<Input<A[0]>>, ...rest: Inputs<Rest<A>>) =>
      Array.from(items, (item) => start([item, ...(rest as readonly unknown[])], true)),
    with: ({ name: newName = name, ...changed }: TaskOptions<A> & { name?: string }) =>
      createTask<A, R>(newName, { ...options, ...changed }, fn),
  });
}
