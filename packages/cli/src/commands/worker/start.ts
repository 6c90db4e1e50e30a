import { readSettings } from "@reeve/settings";
import { Worker } from "@reeve/worker";
import { print, terminal, warn } from "../../output.ts";
import { apiUrlOf, type GlobalOptions } from "../../session.ts";
import { endBySignal, stopSignals } from "../../stop-signal.ts";
import { paint } from "../../terminal.ts";
import { serveHealth } from "./serve-health.ts";

export type WorkerStartOptions = GlobalOptions & {
  pool: string;
  type?: string;
  workQueue?: string[];
  name?: string;
  limit?: number;
  prefetchSeconds?: number;
  runOnce?: boolean;
  withHealthcheck?: boolean;
};

// Leaves flows time to say what they were doing, as process supervisors commonly do.
const GRACE_MS = 30_000;

/**
 * Serves a work pool until it is asked to stop. SIGINT waits for the flow runs under way, a second one ends them;
 * SIGTERM leaves them running, for the worker that is started next to find.
 */
export async function startWorkerCommand(options: WorkerStartOptions): Promise<void> {
  const read = readSettings({ profile: options.profile });
  const settings = { ...read, apiUrl: apiUrlOf(read) };
  await using worker = await Worker.start({
    settings,
    workPool: options.pool,
    type: options.type,
    workQueues: options.workQueue,
    name: options.name,
    limit: options.limit,
    prefetchSeconds: options.runOnce ? 0 : options.prefetchSeconds,
    log: { info: (message) => say("INFO", message), warn: (message) => say("WARNING", message) },
    print: (text) => process.stderr.write(`${text}\n`),
  });
  const signals = stopSignals();
  print(`The worker ${paint(terminal, "bold", worker.name)} serves the work pool ${worker.workPool}.`);
  if (options.runOnce) {
    // Awaited here: the worker is disposed of when this function is left.
    await worker.runner.drain();
    return;
  }
  const { workerWebserverHost: host, workerWebserverPort: port } = settings;
  await using health = options.withHealthcheck
    ? await serveHealth(host, port, () => worker.isWell)
    : undefined;
  if (health) print(`Whether it is well, it answers at ${health.url}.`);
  const signal = await signals.next();
  const count = worker.runner.count;
  if (count === 0) return;
  const runs = count === 1 ? "one flow run is" : `${count} flow runs are`;
  if (signal === "SIGTERM") return warn(`Stopping; ${runs} left running, for the next worker to find.`);
  warn(`Stopping when what runs has ended; ${runs} under way. Press Ctrl-C again to end them now.`);
  const isDrained = await Promise.race([
    worker.runner.drain().then(() => true),
    signals.next().then(() => false),
  ]);
  if (isDrained) return;
  void signals.next().then(endBySignal);
  await worker.runner.stopAll(GRACE_MS);
}

function say(level: "INFO" | "WARNING", message: string): void {
  const time = new Date().toTimeString().slice(0, 8);
  warn(`${time} | ${level.padEnd(7)} | ${message}`);
}
