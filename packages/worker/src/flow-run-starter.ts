import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Client, LogShipper } from "@reeve/client";
import type { Deployment, FlowRun } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { claimFlowRun, giveBackFlowRun, showSubmitting } from "./claim-flow-run.ts";
import type { Launched, Launcher } from "./launchers/launcher.ts";
import { giveBackMissed, missedServer } from "./missed-server.ts";
import { isAlive, ownIdentity } from "./process-identity.ts";
import { reportEnding } from "./report-ending.ts";
import { listRunFolders, RunFolder } from "./run-folder.ts";
import { runOutput } from "./run-output.ts";
import { untilServerAnswers } from "./until-server-answers.ts";
import type { WorkerLog } from "./worker-log.ts";

export type FlowRunStarterOptions = {
  client: Client;
  logs: Pick<LogShipper, "add" | "flush">;
  launcher: Launcher<unknown>;
  /** What a started flow run finds in its environment besides its own id. */
  environment: Readonly<Record<string, string>>;
  /** The job configuration of a flow run, before the launcher checks it. */
  configure(deployment: Deployment, flowRun: FlowRun): Promise<Readonly<Record<string, unknown>>>;
  /** Labels that say who runs it. */
  labels: Readonly<Record<string, string>>;
  /** Holds a folder for each flow run; workers of this machine share it. */
  runsFolder: string;
  /** The work pool whose runs these are: what its earlier workers left behind is taken over. */
  workPool: string;
  log: WorkerLog;
  print(text: string): void;
};

/** Starts flow runs and follows each to its end; knows those under way. */
export class FlowRunStarter {
  readonly #options: FlowRunStarterOptions;
  /** Undefined while it is being claimed and started. */
  readonly #underWay = new Map<string, Launched | undefined>();
  readonly #followed = new Set<Promise<void>>();
  /** Those whose processes were ended because they are to be cancelled. */
  readonly #cancelled = new Set<string>();
  readonly #abandoned = new AbortController();

  constructor(options: FlowRunStarterOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#underWay.size;
  }

  /** The ids of those that have been started. */
  get underWay(): readonly string[] {
    return [...this.#underWay].flatMap(([id, launched]) => (launched ? [id] : []));
  }

  has(flowRunId: string): boolean {
    return this.#underWay.has(flowRunId);
  }

  /** Claims a due flow run and starts it; what it cannot start is reported Crashed with the reason. Never throws. */
  async start(flowRun: FlowRun): Promise<void> {
    const { client, log, runsFolder, workPool } = this.#options;
    if (this.#underWay.has(flowRun.id)) return;
    this.#underWay.set(flowRun.id, undefined);
    const folder = new RunFolder(join(runsFolder, flowRun.id));
    try {
      await folder.create({ flowRunId: flowRun.id, workPool, worker: ownIdentity() });
      // Sent again, it is the same claim: the answer to the first one may have been lost with the server.
      const transitionId = randomUUID();
      const refusal = await this.#persist(flowRun.name, () => claimFlowRun(client, flowRun.id, transitionId));
      if (refusal !== undefined) return await this.#forget(flowRun.id, folder);
    } catch (error) {
      log.warn(`The flow run "${flowRun.name}" could not be claimed: ${messageOf(error)}`);
      return await this.#forget(flowRun.id, folder);
    }
    try {
      this.#follow(flowRun, await this.#launch(flowRun, folder), folder);
    } catch (error) {
      await this.#giveUp(flowRun, error);
      await this.#forget(flowRun.id, folder);
    }
  }

  /**
   * Takes over what earlier workers of this machine left behind: follows what still runs, reports the ends of what
   * does not, and gives back to the server what was claimed and never started.
   */
  async recover(): Promise<void> {
    const { runsFolder, workPool, launcher } = this.#options;
    for (const folder of await listRunFolders(runsFolder)) {
      const claim = await folder.readClaim();
      if (!claim || claim.workPool !== workPool || isAlive(claim.worker)) continue;
      if (!(await folder.takeOver(claim, ownIdentity()))) continue;
      const id = claim.flowRunId;
      const name = await this.#options.client.getFlowRun({ params: { id } }).then(
        (flowRun) => flowRun.name,
        () => id,
      );
      const launched = await launcher.recover(folder, this.#output(id));
      if (launched) this.#takeOver({ id, name }, launched, folder);
      else await this.#giveBack({ id, name }, folder);
    }
  }

  /** Ends a flow run that is under way here and is to be cancelled. */
  async cancel(flowRunId: string, graceMs: number): Promise<void> {
    this.#cancelled.add(flowRunId);
    await this.#underWay.get(flowRunId)?.cancel(graceMs);
  }

  /** Ends all that is under way, and waits until their ends are reported. */
  async stopAll(graceMs: number): Promise<void> {
    await Promise.all([...this.#underWay.values()].map((launched) => launched?.stop(graceMs)));
    await this.idle();
  }

  /** Leaves all that is under way alone, for the next worker to find. */
  abandonAll(): void {
    this.#abandoned.abort();
    for (const launched of this.#underWay.values()) launched?.abandon();
  }

  /** Resolves once nothing is under way. */
  async idle(): Promise<void> {
    while (this.#followed.size > 0) await Promise.all(this.#followed);
  }

  #takeOver(flowRun: Pick<FlowRun, "id" | "name">, launched: Launched, folder: RunFolder): void {
    this.#options.log.info(`Found the flow run "${flowRun.name}" again, which an earlier worker started.`);
    this.#follow(flowRun, launched, folder);
  }

  async #giveBack({ id, name }: Pick<FlowRun, "id" | "name">, folder: RunFolder): Promise<void> {
    const { client, log } = this.#options;
    try {
      await this.#persist(name, async () => {
        const { state_type } = await client.getFlowRun({ params: { id } });
        if (state_type !== "PENDING") return;
        await giveBackFlowRun(client, id, "Its worker was gone before it was started.");
        log.info(`Gave the flow run "${name}" back, which an earlier worker had claimed and not started.`);
      });
    } catch (error) {
      log.warn(`The flow run "${name}" could not be given back: ${messageOf(error)}`);
    }
    await this.#forget(id, folder);
  }

  async #forget(flowRunId: string, folder: RunFolder): Promise<void> {
    await folder.remove();
    this.#underWay.delete(flowRunId);
  }

  /** Reads how it is to be run, and shows that it is being started. */
  async #prepare(flowRun: FlowRun) {
    const { client, launcher, configure, labels } = this.#options;
    if (!flowRun.deployment_id) {
      throw new ReeveError("invalid_request", "It belongs to no deployment, so nothing tells how to run it.");
    }
    const [deployment] = await Promise.all([
      client.getDeployment({ params: { id: flowRun.deployment_id } }),
      showSubmitting(client, flowRun.id),
      client.updateFlowRunLabels({ params: { id: flowRun.id }, body: { ...labels } }),
    ]);
    return { deployment, configuration: launcher.configure(await configure(deployment, flowRun)) };
  }

  async #launch(flowRun: FlowRun, folder: RunFolder): Promise<Launched> {
    const { client, launcher, environment, log } = this.#options;
    const { deployment, configuration } = await this.#persist(flowRun.name, () => this.#prepare(flowRun));
    const launched = await launcher.launch({
      flowRun,
      deployment,
      configuration,
      environment: {
        ...environment,
        REEVE__FLOW_RUN_ID: flowRun.id,
        PREFECT__FLOW_RUN_ID: flowRun.id,
      },
      folder,
      onOutput: this.#output(flowRun.id),
    });
    // It runs: that the server does not know where is no reason to give it up.
    await client
      .updateFlowRun({ params: { id: flowRun.id }, body: { infrastructure_pid: launched.identifier } })
      .catch((error: unknown) => log.warn(`The server did not hear where it runs: ${messageOf(error)}`));
    log.info(`Started the flow run "${flowRun.name}" of ${deployment.name} as ${launched.identifier}.`);
    return launched;
  }

  #output(flowRunId: string) {
    return runOutput(this.#options.logs, flowRunId, this.#options.print);
  }

  #follow(flowRun: Pick<FlowRun, "id" | "name">, launched: Launched, folder: RunFolder): void {
    this.#underWay.set(flowRun.id, launched);
    const followed: Promise<void> = this.#untilEnded(flowRun, launched, folder).finally(() => {
      this.#underWay.delete(flowRun.id);
      this.#followed.delete(followed);
    });
    this.#followed.add(followed);
  }

  async #untilEnded(
    { id, name }: Pick<FlowRun, "id" | "name">,
    launched: Launched,
    folder: RunFolder,
  ): Promise<void> {
    const { client, launcher, log, logs } = this.#options;
    const ending = await launched.ended;
    await logs.flush();
    const wasCancelled = this.#cancelled.delete(id);
    try {
      await this.#persist(name, async () => {
        if ((await missedServer(client, id, ending)) && (await giveBackMissed(client, id))) {
          log.warn(`The process of the flow run "${name}" did not reach the server; it is started again.`);
          return;
        }
        const state = await reportEnding(client, id, launcher.type, ending, wasCancelled);
        log.info(`The flow run "${name}" ended: ${state ?? "without a state"}.`);
      });
      await launched.discard();
      await folder.remove();
    } catch (error) {
      // Its folder stays: the next worker reports the end.
      log.warn(`The end of the flow run "${name}" could not be reported: ${messageOf(error)}`);
    }
  }

  /** What is to be done about a flow run, as soon as the server answers. */
  #persist<T>(name: string, ask: () => Promise<T>): Promise<T> {
    return untilServerAnswers(ask, {
      signal: this.#abandoned.signal,
      onAway: (reason) =>
        this.#options.log.warn(`The flow run "${name}" has to wait for the server: ${reason}`),
    });
  }

  async #giveUp({ id, name }: FlowRun, error: unknown): Promise<void> {
    const { client, log } = this.#options;
    const message = `The flow run could not be started: ${messageOf(error)}`;
    log.warn(`"${name}": ${message}`);
    try {
      await this.#persist(name, () =>
        client.setFlowRunState({ params: { id }, body: { state: { type: "CRASHED", message } } }),
      );
    } catch (cause) {
      log.warn(`That could not be reported either: ${messageOf(cause)}`);
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
