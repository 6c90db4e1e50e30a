import { type Client, LogShipper, type SocketOptions } from "@reeve/client";
import type { Deployment, FlowRun } from "@reeve/protocol";
import type { Settings } from "@reeve/settings";
import { Cancellations } from "./cancellations.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { DueFlowRuns } from "./due-flow-runs.ts";
import { FlowRunStarter } from "./flow-run-starter.ts";
import type { Launcher } from "./launchers/launcher.ts";
import { flowRunEnvironment, runsFolderOf } from "./surroundings.ts";
import type { WorkerLog } from "./worker-log.ts";

export type RunnerOptions = {
  client: Client;
  server: SocketOptions;
  settings: Settings;
  /** How often it asks for due flow runs, beside being told of new ones. */
  everySeconds: number;
  due: DueFlowRuns;
  launcher: Launcher<unknown>;
  configure(deployment: Deployment, flowRun: FlowRun): Promise<Readonly<Record<string, unknown>>>;
  labels: Readonly<Record<string, string>>;
  /** The work pool, or what stands for one: runs that an earlier runner of the same left behind are taken over. */
  workPool: string;
  limit?: number;
  log: WorkerLog;
  print(text: string): void;
};

/**
 * Starts flow runs when they are due, follows them to their ends, and ends those that are to be cancelled. The server
 * tells of new ones over a socket; asking again and again is for what was scheduled long ago, and for when the socket
 * is lost.
 */
export class Runner implements AsyncDisposable {
  readonly #options: RunnerOptions;
  readonly #logs: LogShipper;
  readonly #starter: FlowRunStarter;
  readonly #dispatcher: Dispatcher;
  readonly #cancellations: Cancellations;
  #news: Disposable | undefined;
  #polling: NodeJS.Timeout | undefined;

  constructor(options: RunnerOptions) {
    const { client, server, settings, due, log, limit } = options;
    this.#options = options;
    this.#logs = new LogShipper({
      client,
      batchIntervalMs: settings.loggingToApiBatchIntervalSeconds * 1000,
      batchSizeBytes: settings.loggingToApiBatchSizeBytes,
      maxLineBytes: settings.loggingToApiMaxLogSizeBytes,
      onWarning: (message) => log.warn(message),
    });
    this.#starter = new FlowRunStarter({
      ...options,
      logs: this.#logs,
      environment: flowRunEnvironment(settings),
      runsFolder: runsFolderOf(settings),
    });
    this.#dispatcher = new Dispatcher({ due, starter: this.#starter, limit, log });
    this.#cancellations = new Cancellations({ client, server, starter: this.#starter, log });
  }

  /** How many flow runs are under way. */
  get count(): number {
    return this.#starter.count;
  }

  /** Takes over what was left behind, and begins to look for due flow runs. */
  async start(): Promise<void> {
    const { due, everySeconds } = this.#options;
    await this.#starter.recover();
    this.#news = due.watch(() => void this.tick());
    this.#polling = setInterval(() => {
      void this.tick();
      void this.#cancellations.tick();
    }, everySeconds * 1000);
    // Some may have been cancelled while no worker was there to hear it.
    void this.#cancellations.tick();
    await this.tick();
  }

  /** Looks once; answers how many flow runs it began to start. */
  tick(): Promise<number> {
    return this.#dispatcher.tick();
  }

  /** Takes nothing new, and resolves once nothing is under way. */
  async drain(): Promise<void> {
    this.#stopLooking();
    await this.#starter.idle();
  }

  /** Takes nothing new, ends what is under way, and reports its ends. */
  async stopAll(graceMs: number): Promise<void> {
    this.#stopLooking();
    await this.#starter.stopAll(graceMs);
  }

  /** Leaves what is under way alone, for the next runner to find. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopLooking();
    this.#cancellations[Symbol.dispose]();
    this.#starter.abandonAll();
    await this.#logs.flush();
  }

  #stopLooking(): void {
    clearInterval(this.#polling);
    this.#news?.[Symbol.dispose]();
  }
}
