import { randomUUID } from "node:crypto";
import { type Client, clientOptions, createClient } from "@reeve/client";
import type { Deployment, DeploymentScheduleCreate } from "@reeve/protocol";
import type { FlowHandle } from "@reeve/protocol/flow-handle";
import type { Settings } from "@reeve/settings";
import { dueOfDeployments } from "./due-flow-runs.ts";
import { ProcessLauncher } from "./launchers/process/process-launcher.ts";
import { Runner } from "./runner.ts";
import { requireApiUrl } from "./surroundings.ts";
import type { WorkerLog } from "./worker-log.ts";

/** A flow to serve, and as which deployment. */
export type ServedFlow = {
  flow: FlowHandle;
  /** The file to load the flow from, and the folder that it is relative to. */
  file: string;
  directory: string;
  name: string;
  version?: string;
  description?: string;
  tags?: readonly string[];
  parameters?: Record<string, unknown>;
  schedules?: readonly DeploymentScheduleCreate[];
  paused?: boolean;
};

export type ServeOptions = {
  settings: Settings;
  flows: readonly ServedFlow[];
  /** How many flow runs may be under way at once. */
  limit: number;
  /** Whether their schedules are to make no runs while nobody serves them. */
  pauseOnShutdown: boolean;
  log: WorkerLog;
  print(text: string): void;
};

/** Deployments whose runs this process starts, each in a process of its own, until it is disposed of. */
export class ServedFlows implements AsyncDisposable {
  readonly deployments: readonly Deployment[];
  readonly runner: Runner;
  readonly #client: Client;
  readonly #pauseOnShutdown: boolean;

  private constructor(deployments: readonly Deployment[], runner: Runner, client: Client, pauses: boolean) {
    this.deployments = deployments;
    this.runner = runner;
    this.#client = client;
    this.#pauseOnShutdown = pauses;
  }

  /** Makes or changes the deployments, and begins to start their runs. */
  static async start({
    settings,
    flows,
    limit,
    pauseOnShutdown,
    log,
    print,
  }: ServeOptions): Promise<ServedFlows> {
    const apiUrl = requireApiUrl(settings);
    const server = { apiUrl, authString: settings.apiAuthString };
    const client = createClient(clientOptions(apiUrl, settings));
    const deployments = await Promise.all(flows.map((served) => createServed(client, served)));
    const deploymentIds = deployments.map(({ id }) => id);
    const runner = new Runner({
      client,
      server,
      settings,
      everySeconds: settings.runnerPollFrequencySeconds,
      due: dueOfDeployments(client, server, {
        deploymentIds,
        prefetchSeconds: settings.workerPrefetchSeconds,
      }),
      launcher: new ProcessLauncher(),
      configure: async () => ({}),
      labels: { "reeve.served-by": randomUUID() },
      workPool: `served:${deploymentIds.toSorted().join(",")}`,
      limit,
      log,
      print,
    });
    await runner.start();
    return new ServedFlows(deployments, runner, client, pauseOnShutdown);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#pauseOnShutdown) {
      // A server that is away keeps its schedules on; that is no reason to hang.
      await Promise.allSettled(
        this.deployments.map(({ id }) =>
          this.#client.updateDeployment({ params: { id }, body: { paused: true } }, { maxRetries: 0 }),
        ),
      );
    }
    await this.runner[Symbol.asyncDispose]();
    this.#client[Symbol.dispose]();
  }
}

async function createServed(client: Client, served: ServedFlow): Promise<Deployment> {
  const { flow, name, file, directory } = served;
  const { id: flow_id } = await client.createFlow({ body: { name: flow.name, tags: [...flow.tags] } });
  return client.createDeployment({
    body: {
      name,
      flow_id,
      entrypoint: `${file}:${flow.name}`,
      path: directory,
      version: served.version ?? flow.version,
      description: served.description ?? flow.description,
      tags: [...(served.tags ?? [])],
      parameters: served.parameters ?? {},
      parameter_openapi_schema: flow.parameterSchema(),
      schedules: [...(served.schedules ?? [])],
      paused: served.paused ?? false,
      // It may have been deployed to a work pool before.
      work_pool_name: null,
      pull_steps: null,
    },
  });
}
