import { hostname } from "node:os";
import { type Client, clientOptions, createClient } from "@reeve/client";
import type { WorkPool } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import type { Settings } from "@reeve/settings";
import { dueInWorkPool } from "./due-flow-runs.ts";
import { jobConfiguration } from "./job-configuration.ts";
import { findLauncher } from "./launchers/find-launcher.ts";
import { Runner } from "./runner.ts";
import { requireApiUrl } from "./surroundings.ts";
import type { WorkerLog } from "./worker-log.ts";

// One that is lost on the way, or late on a busy machine, does not make a worker unwell.
const MISSED_HEARTBEATS = 3;

export type WorkerOptions = {
  settings: Settings;
  workPool: string;
  /** The type of work pool to make when there is none of this name; without it there has to be one. */
  type?: string;
  /** Only runs of these queues; of all when empty. */
  workQueues?: readonly string[];
  /** What the server and the UI call it; `<type>-<machine>-<process>` when left out. */
  name?: string;
  /** How many flow runs may be under way at once; no limit when left out. */
  limit?: number;
  /** How long before its time a flow run is started, so that its process is up by then. */
  prefetchSeconds?: number;
  log: WorkerLog;
  /** Gets every line that a flow run writes. */
  print(text: string): void;
};

/** Serves a work pool from this machine until it is disposed of, saying every so often that it is there. */
export class Worker implements AsyncDisposable {
  readonly name: string;
  readonly workPool: string;
  readonly runner: Runner;
  readonly #client: Client;
  readonly #heartbeatSeconds: number;
  readonly #log: WorkerLog;
  #beating: NodeJS.Timeout | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;

  private constructor(
    name: string,
    workPool: string,
    runner: Runner,
    client: Client,
    options: WorkerOptions,
  ) {
    this.name = name;
    this.workPool = workPool;
    this.runner = runner;
    this.#client = client;
    this.#heartbeatSeconds = options.settings.workerHeartbeatSeconds;
    this.#log = options.log;
  }

  /** Finds or makes the work pool, takes over what an earlier worker left behind, and begins to serve. */
  static async start(options: WorkerOptions): Promise<Worker> {
    const { settings, limit, log, print } = options;
    const apiUrl = requireApiUrl(settings);
    const client = createClient(clientOptions(apiUrl, settings));
    const workPool = await findOrCreateWorkPool(client, options);
    const launcher = await findLauncher(workPool.type);
    const name = options.name ?? `${workPool.type}-${hostname()}-${process.pid}`;
    const { workQueues = [], prefetchSeconds = settings.workerPrefetchSeconds } = options;
    const server = { apiUrl, authString: settings.apiAuthString };
    const runner = new Runner({
      client,
      server,
      settings,
      everySeconds: settings.workerQuerySeconds,
      due: dueInWorkPool(client, server, { workPool: workPool.name, workQueues, prefetchSeconds }),
      launcher,
      // Read anew for each run: the template may be changed while the worker serves it.
      configure: async (deployment, flowRun) =>
        jobConfiguration(
          client,
          await client.getWorkPool({ params: { name: workPool.name } }),
          deployment,
          flowRun,
        ),
      labels: { "prefect.worker.name": name, "prefect.worker.type": workPool.type },
      workPool: workPool.name,
      limit,
      log,
      print,
    });
    const worker = new Worker(name, workPool.name, runner, client, options);
    await worker.#beat();
    worker.#beating = setInterval(() => void worker.#beat(), worker.#heartbeatSeconds * 1000);
    await runner.start();
    return worker;
  }

  /** Whether the server has heard lately that this worker is there. */
  get isWell(): boolean {
    return performance.now() - this.#heardAt < MISSED_HEARTBEATS * this.#heartbeatSeconds * 1000;
  }

  /** Looks once for due flow runs; answers how many it began to start. */
  tick(): Promise<number> {
    return this.runner.tick();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#beating);
    await this.runner[Symbol.asyncDispose]();
    this.#client[Symbol.dispose]();
  }

  async #beat(): Promise<void> {
    try {
      await this.#client.sendWorkerHeartbeat({
        params: { work_pool_name: this.workPool },
        body: { name: this.name, heartbeat_interval_seconds: this.#heartbeatSeconds },
      });
      this.#heardAt = performance.now();
    } catch (error) {
      this.#log.warn(`The server did not hear that this worker is there: ${String(error)}`);
    }
  }
}

async function findOrCreateWorkPool(
  client: Client,
  { workPool: name, type, log }: WorkerOptions,
): Promise<Pick<WorkPool, "name" | "type">> {
  try {
    const found = await client.getWorkPool({ params: { name } });
    if (type && found.type !== type) {
      throw new ReeveError(
        "invalid_request",
        `The work pool "${name}" is of the type ${found.type}, not ${type}; start the worker without --type.`,
      );
    }
    return found;
  } catch (error) {
    if (!(error instanceof ReeveError) || error.code !== "not_found") throw error;
    if (!type) {
      throw new ReeveError(
        "not_found",
        `There is no work pool "${name}"; give its type, as in --type process, and the worker makes it.`,
        { cause: error },
      );
    }
  }
  // One that this worker cannot serve is not to be left behind.
  await findLauncher(type);
  const base_job_template = await baseJobTemplate(client, type);
  log.info(`Made the work pool "${name}" of the type ${type}.`);
  return client.createWorkPool({ body: { name, type, base_job_template } });
}

/** The template that the server's catalogue has for a type of worker. */
async function baseJobTemplate(client: Client, type: string): Promise<Record<string, unknown>> {
  const catalogue = (await client.getCollectionView({
    params: { view: "aggregate-worker-metadata" },
  })) as Record<string, Record<string, { default_base_job_configuration?: Record<string, unknown> }>>;
  for (const workers of Object.values(catalogue)) {
    const template = workers[type]?.default_base_job_configuration;
    if (template) return template;
  }
  return {};
}
