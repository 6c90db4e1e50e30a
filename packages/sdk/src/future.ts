import type { StateType } from "@reeve/protocol";

/** The state of a run as a program sees it. */
export type RunState = { type: StateType; name: string; message: string | null };

/** A task run that was started and can be waited for; other tasks take it as an argument. */
export class TaskFuture<T> implements PromiseLike<T> {
  readonly taskRunId: string;
  readonly taskRunName: string;
  readonly #result: Promise<T>;
  readonly #state: () => RunState;

  constructor(taskRun: { id: string; name: string; runState: () => RunState }, result: Promise<T>) {
    this.taskRunId = taskRun.id;
    this.taskRunName = taskRun.name;
    this.#state = taskRun.runState;
    this.#result = result;
    // A failure that nobody waits for is in the task's state and log; it must not end the process.
    result.catch(() => {});
  }

  get state(): RunState {
    return this.#state();
  }

  /** The value the task returned; rejects with the error it threw. */
  result(): Promise<T> {
    return this.#result;
  }

  /** Waits for the end of the task, whatever it is, and tells its state. */
  async wait(): Promise<RunState> {
    await this.#result.catch(() => {});
    return this.state;
  }

  // biome-ignore lint/suspicious/noThenProperty: a future is awaited like the promise it stands for.
  then<A = T, B = never>(
    onResult?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#result.then(onResult, onError);
  }
}

/** A value, the future of it, or a list with futures among its items. */
export type Input<T> =
  | T
  | TaskFuture<T>
  | (T extends readonly (infer Item)[] ? readonly (Item | TaskFuture<Item>)[] : never);

/** Arguments of which each may be a future. */
export type Inputs<A extends readonly unknown[]> = { [K in keyof A]: Input<A[K]> };
