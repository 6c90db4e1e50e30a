import { RunCancelled, RunCrashed, RunTimedOut } from "../errors.ts";
import { childController } from "./child-controller.ts";
import { onAbort } from "./on-abort.ts";

/** How one execution of a flow's or task's function ended. */
export type Outcome<T> =
  | { kind: "completed"; value: T }
  | { kind: "failed" | "timed-out" | "cancelled" | "crashed"; error: unknown };

export type AttemptOptions = {
  signal: AbortSignal;
  timeoutMs: number | undefined;
  /** The run in words, for the message of a timeout. */
  subject: string;
};

/**
 * Executes the function once. It is given a signal and abandoned when that fires: JavaScript cannot be
 * interrupted, so a function that does not listen goes on, but nothing waits for it any more.
 */
export async function attempt<T>(
  { signal, timeoutMs, subject }: AttemptOptions,
  fn: (signal: AbortSignal) => T | PromiseLike<T>,
): Promise<Outcome<T>> {
  using timed = timeoutMs === undefined ? undefined : timeLimit(signal, timeoutMs, subject);
  const own = timed?.signal ?? signal;
  try {
    return { kind: "completed", value: await untilAborted(own, () => fn(own)) };
  } catch (error) {
    if (!own.aborted) return { kind: "failed", error };
    return interrupted(own, signal);
  }
}

function timeLimit(
  outer: AbortSignal,
  timeoutMs: number,
  subject: string,
): { signal: AbortSignal } & Disposable {
  const controller = childController(outer);
  const timer = setTimeout(() => {
    controller.abort(new RunTimedOut(`${subject} took longer than its timeout of ${timeoutMs / 1000} s.`));
  }, timeoutMs);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      controller[Symbol.dispose]();
    },
  };
}

function untilAborted<T>(signal: AbortSignal, fn: () => T | PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const release = onAbort(signal, () => reject(signal.reason));
    (async () => fn())().then(
      (value) => {
        release();
        resolve(value);
      },
      (error: unknown) => {
        release();
        reject(error);
      },
    );
  });
}

/** What a signal that has fired makes of a run; `outer` is the signal of the run around it, if it has one. */
export function interrupted(signal: AbortSignal, outer?: AbortSignal): Outcome<never> {
  const { reason } = signal;
  if (reason instanceof RunCrashed) return { kind: "crashed", error: reason };
  // When it is the surrounding run that ran out of time, this one is cut short by it.
  if (reason instanceof RunTimedOut && !outer?.aborted) return { kind: "timed-out", error: reason };
  if (reason instanceof RunCancelled || reason instanceof RunTimedOut) {
    return { kind: "cancelled", error: reason };
  }
  return { kind: "cancelled", error: new RunCancelled("The run was stopped.", { cause: reason }) };
}
