import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import type { FlowRun, StateType } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { expect } from "vitest";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import { type CommandHome, runReeve, startReeve } from "./reeve-command.ts";
import { type ReeveServer, startReeveServer } from "./reeve-server.ts";
import type { SpawnedProcess } from "./spawn-process.ts";
import { makeTemporaryDirectory } from "./temporary-directory.ts";

/** A copy of `e2e/programs/project` with flows of both languages, and a server and workers to deploy them to. */
export class DeployedProject implements AsyncDisposable {
  readonly path: string;
  readonly folder: string;
  readonly client: Client;
  readonly where: CommandHome;
  #server: ReeveServer;
  readonly #temporary: ReturnType<typeof makeTemporaryDirectory>;
  readonly #workers: SpawnedProcess[] = [];

  private constructor(temporary: ReturnType<typeof makeTemporaryDirectory>, server: ReeveServer) {
    this.#temporary = temporary;
    this.#server = server;
    this.path = temporary.path;
    this.folder = join(temporary.path, "project");
    this.client = createClient({ apiUrl: server.apiUrl });
    this.where = { apiUrl: server.apiUrl, home: join(temporary.path, "home"), directory: this.folder };
    cpSync(fromRoot("e2e/programs/project"), this.folder, { recursive: true });
    mkdirSync(join(this.folder, "node_modules"));
    for (const name of ["reeve", "zod"]) {
      symlinkSync(fromRoot("node_modules", name), join(this.folder, "node_modules", name));
    }
  }

  static async open(): Promise<DeployedProject> {
    const temporary = makeTemporaryDirectory();
    return new DeployedProject(temporary, await startReeveServer(join(temporary.path, "server")));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker[Symbol.asyncDispose]()));
    this.client[Symbol.dispose]();
    await this.#server[Symbol.asyncDispose]();
    this.#temporary[Symbol.dispose]();
  }

  /** A worker that serves the work pool, and is stopped with the project. */
  async startWorker(pool: string, ...options: string[]): Promise<SpawnedProcess> {
    const worker = startReeve(["worker", "start", "-p", pool, ...options], this.where);
    this.#workers.push(worker);
    await worker.waitForOutput(/serves the work pool/);
    return worker;
  }

  /**
   * Kills the server without a word and starts another with its data at its address, once what is to happen
   * meanwhile has.
   */
  async replaceServer(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    const { port, process: killed } = this.#server;
    killed.kill("SIGKILL");
    await killed.ended;
    await meanwhile();
    this.#server = await startReeveServer(join(this.path, "server"), port);
  }

  /** Deploys a flow with `reeve deploy`; answers what it printed. */
  async deploy(entrypoint: string, name: string, pool: string, ...options: string[]): Promise<string> {
    const args = ["deploy", entrypoint, "-n", name, "-p", pool, ...options];
    const { code, stdout, stderr } = await runReeve(args, this.where);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  }

  findDeployment(name: string) {
    const [flow_name = "", deployment_name = ""] = name.split("/");
    return this.client.getDeploymentByName({ params: { flow_name, deployment_name } });
  }

  async createRun(deployment: string, parameters: Record<string, unknown> = {}): Promise<FlowRun> {
    const { id } = await this.findDeployment(deployment);
    return this.client.createFlowRunOfDeployment({ params: { id }, body: { parameters } });
  }

  readRun(id: string): Promise<FlowRun> {
    return this.client.getFlowRun({ params: { id } });
  }

  async untilState(id: string, isIt: (type: StateType | null) => boolean): Promise<FlowRun> {
    await expect
      .poll(async () => isIt((await this.readRun(id)).state_type), { timeout: 40_000, interval: 100 })
      .toBe(true);
    return this.readRun(id);
  }

  untilRunning(id: string): Promise<FlowRun> {
    return this.untilState(id, (type) => type === "RUNNING");
  }

  untilEnded(id: string): Promise<FlowRun> {
    return this.untilState(id, (type) => type !== null && isTerminal(type));
  }

  async stateNamesOf(id: string): Promise<string[]> {
    const states = await this.client.listFlowRunStates({ query: { flow_run_id: id } });
    return states
      .toSorted((one, other) => one.timestamp.localeCompare(other.timestamp))
      .map(({ name }) => name ?? "");
  }

  async messagesOf(id: string): Promise<string[]> {
    const logs = await this.client.listLogs({ body: { logs: { flow_run_id: { any_: [id] } } } });
    return logs.map(({ message }) => message);
  }
}
