// Started by npm or another process, a Ctrl-C arrives twice at once: from the terminal and handed on.
const SAME_SIGNAL_MS = 500;

/** The requests to stop that this process gets, from now on, one after the other. */
export type StopSignals = { next(): Promise<NodeJS.Signals> };

/** Listens for SIGINT and SIGTERM, which from now on end the process only when its owner lets them. */
export function stopSignals(): StopSignals {
  const asked: NodeJS.Signals[] = [];
  const waiting: ((signal: NodeJS.Signals) => void)[] = [];
  let askedAt = Number.NEGATIVE_INFINITY;
  const hear = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (now - askedAt <= SAME_SIGNAL_MS) return;
    askedAt = now;
    const resolve = waiting.shift();
    if (resolve) resolve(signal);
    else asked.push(signal);
  };
  process.on("SIGINT", hear);
  process.on("SIGTERM", hear);
  return {
    next: () => {
      const signal = asked.shift();
      return signal ? Promise.resolve(signal) : new Promise((resolve) => void waiting.push(resolve));
    },
  };
}

/** Ends the process as the signal would have. */
export function endBySignal(signal: NodeJS.Signals): never {
  process.exit(signal === "SIGINT" ? 130 : 143);
}
