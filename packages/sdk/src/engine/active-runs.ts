import { RunCrashed } from "../errors.ts";

// What supervisors commonly leave a process between the request to end and the kill.
const REPORT_WITHIN_MS = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

type ActiveRun = { controller: AbortController; ended: Promise<unknown> };

const active = new Set<ActiveRun>();
let goingDown = false;
let listening: (() => void) | undefined;

/**
 * Until disposed of, a signal that ends the process, or an error nobody caught, first makes the run crash and
 * lets that be reported. Programs that handle these themselves are left to do so.
 */
export function registerActiveRun(controller: AbortController): Disposable {
  const { promise, resolve } = Promise.withResolvers<void>();
  const run: ActiveRun = { controller, ended: promise };
  active.add(run);
  listening ??= listen();
  return {
    [Symbol.dispose]() {
      resolve();
      active.delete(run);
      if (active.size > 0 || goingDown) return;
      listening?.();
      listening = undefined;
    },
  };
}

/** True once the process only waits for its runs' ends to be reported: what called them is not to go on. */
export const isGoingDown = (): boolean => goingDown;

function listen(): () => void {
  const removals: (() => void)[] = [];
  const on = (event: string, listener: (...args: never[]) => void) => {
    if (process.listenerCount(event) > 0) return;
    process.on(event, listener as () => void);
    removals.push(() => process.off(event, listener as () => void));
  };
  for (const signal of SIGNALS) {
    on(signal, () => {
      if (goingDown) process.exit(1);
      void crashAll(new RunCrashed(`The process received ${signal}.`)).then(() => {
        for (const remove of removals) remove();
        process.kill(process.pid, signal);
      });
    });
  }
  on("uncaughtException", (error: Error) => {
    if (goingDown) return;
    console.error(error);
    void crashAll(new RunCrashed(`An error was not caught: ${error.message}`, { cause: error })).then(() => {
      process.exit(1);
    });
  });
  return () => {
    for (const remove of removals) remove();
  };
}

async function crashAll(reason: RunCrashed): Promise<void> {
  goingDown = true;
  const runs = [...active];
  for (const { controller } of runs) controller.abort(reason);
  const timeUp = new Promise<void>((resolve) => void setTimeout(resolve, REPORT_WITHIN_MS));
  await Promise.race([Promise.all(runs.map(({ ended }) => ended)), timeUp]);
}
