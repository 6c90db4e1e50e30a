import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import type { FlowRun, StateType } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { type CommandHome, runReeve, startReeve } from "./support/reeve-command.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import type { SpawnedProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const temporary = makeTemporaryDirectory();
const project = join(temporary.path, "project");
let reeve: ReeveServer;
let client: Client;
let where: CommandHome;
let worker: SpawnedProcess;

beforeAll(async () => {
  cpSync(fromRoot("e2e/programs/project"), project, { recursive: true });
  mkdirSync(join(project, "node_modules"));
  for (const name of ["reeve", "zod"]) {
    symlinkSync(fromRoot("node_modules", name), join(project, "node_modules", name));
  }
  reeve = await startReeveServer(join(temporary.path, "server"));
  client = createClient({ apiUrl: reeve.apiUrl });
  where = { apiUrl: reeve.apiUrl, home: join(temporary.path, "home"), directory: project };
  worker = await startWorker("zoompool", "-t", "process");
});
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  client?.[Symbol.dispose]();
  await reeve?.[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

async function startWorker(pool: string, ...options: string[]): Promise<SpawnedProcess> {
  const started = startReeve(["worker", "start", "-p", pool, ...options], where);
  await started.waitForOutput(/serves the work pool/);
  return started;
}

const deploy = async (entrypoint: string, name: string, ...options: string[]) => {
  const { code, stdout, stderr } = await runReeve(
    ["deploy", entrypoint, "-n", name, "-p", "zoompool", ...options],
    where,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
};

const createRun = async (name: string, parameters: Record<string, unknown>): Promise<FlowRun> => {
  const [flow_name = "", deployment_name = ""] = name.split("/");
  const { id } = await client.getDeploymentByName({ params: { flow_name, deployment_name } });
  return client.createFlowRunOfDeployment({ params: { id }, body: { parameters } });
};
const read = (id: string) => client.getFlowRun({ params: { id } });
const untilState = async (id: string, isIt: (type: StateType | null) => boolean): Promise<FlowRun> => {
  await expect
    .poll(async () => isIt((await read(id)).state_type), { timeout: 30_000, interval: 100 })
    .toBe(true);
  return read(id);
};
const untilEnded = (id: string) => untilState(id, (type) => type !== null && isTerminal(type));
const untilRunning = (id: string) => untilState(id, (type) => type === "RUNNING");
const messagesOf = async (id: string) =>
  (await client.listLogs({ body: { logs: { flow_run_id: { any_: [id] } } } })).map(({ message }) => message);
const processOf = ({ infrastructure_pid }: FlowRun) => Number(infrastructure_pid?.split(":")[1]);

test.each([
  ["taxi.ts:trainFlow", "train-flow/taxi_local_data"],
  ["orchestrate.py:main_flow", "main-flow/taxi_local_data"],
])(
  "%s is deployed, run by the worker and followed, and its end is the exit code",
  async (entrypoint, name) => {
    expect(await deploy(entrypoint, "taxi_local_data")).toContain(
      `Deployed ${name} to the work pool zoompool.`,
    );
    const run = (rows: number) =>
      runReeve(["deployment", "run", name, "-p", `rows=${rows}`, "--watch"], where);
    const [good, bad] = await Promise.all([run(7), run(-1)]);
    expect(good).toMatchObject({ code: 0, stdout: expect.stringContaining("Read 7 rows.") });
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining("ended as Failed") });
  },
);

test("a deployment carries what the flow's file says of it", async () => {
  await deploy("taxi.ts:trainFlow", "described", "--cron", "0 6 * * *", "--timezone", "Europe/Berlin");
  const { code, stdout } = await runReeve(["deployment", "inspect", "train-flow/described", "--json"], where);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    description: "Reads some rows.",
    entrypoint: "taxi.ts:trainFlow",
    schedules: [{ active: true, schedule: { cron: "0 6 * * *", timezone: "Europe/Berlin" } }],
    parameter_openapi_schema: { properties: { rows: { type: "integer", default: 100, position: 0 } } },
    pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: project } }],
  });
});

test("what a run prints is in its log once, whether a logger takes it or not", async () => {
  await deploy("taxi.ts:trainFlow", "printing");
  const { id } = await untilEnded((await createRun("train-flow/printing", { rows: 3 })).id);
  await expect.poll(() => messagesOf(id)).toContain("A line that no logger sees.");
  const messages = await messagesOf(id);
  expect(messages.filter((message) => message === "Read 3 rows.")).toHaveLength(1);
});

test("cancelling a run ends its process, in either language", async () => {
  await Promise.all([deploy("taxi.ts:trainFlow", "long"), deploy("orchestrate.py:main_flow", "long")]);
  const runs = await Promise.all(
    ["train-flow/long", "main-flow/long"].map((name) => createRun(name, { seconds: 600 })),
  );
  const running = await Promise.all(runs.map(({ id }) => untilRunning(id)));
  await runReeve(["flow-run", "cancel", ...runs.map(({ id }) => id)], where);
  await Promise.all(runs.map(({ id }) => untilState(id, (type) => type === "CANCELLED")));
  for (const flowRun of running) expect(() => process.kill(processOf(flowRun), 0)).toThrow("ESRCH");
});

test("a run whose process is killed is Crashed, with the exit code and what it means", async () => {
  await deploy("taxi.ts:trainFlow", "killed");
  const { id } = await untilRunning((await createRun("train-flow/killed", { seconds: 600 })).id);
  const shell = processOf(await read(id));
  // The shell notes how the flow's own process ended.
  const child = Number(readFileSync(`/proc/${shell}/task/${shell}/children`, "utf8").trim().split(" ")[0]);
  process.kill(child, "SIGKILL");
  const { state } = await untilEnded(id);
  expect(state).toMatchObject({ type: "CRASHED", message: expect.stringContaining("exit code 137") });
});

test("a run outlives its worker, and the next worker reports how it ends", async () => {
  await deploy("taxi.ts:trainFlow", "outliving");
  const { id } = await untilRunning((await createRun("train-flow/outliving", { seconds: 3 })).id);
  worker.kill("SIGKILL");
  await worker.ended;
  worker = await startWorker("zoompool");
  expect(await untilEnded(id)).toMatchObject({ state_type: "COMPLETED", run_count: 1 });
});

test("a flow that cannot be loaded makes a Crashed run that says why", async () => {
  await deploy("taxi.ts:trainFlow", "moved");
  const { id } = await client.getDeploymentByName({
    params: { flow_name: "train-flow", deployment_name: "moved" },
  });
  await client.updateDeployment({ params: { id }, body: { entrypoint: "taxi.ts:gone" } });
  const { state } = await untilEnded((await createRun("train-flow/moved", {})).id);
  expect(state).toMatchObject({
    type: "CRASHED",
    message: 'The flow could not be loaded: taxi.ts has no flow "gone"; it has trainFlow.',
  });
});

test("of two hundred runs none is lost, none runs twice, and no more run at once than the pool allows", async () => {
  const notes = join(temporary.path, "notes");
  await deploy("taxi.ts:trainFlow", "many");
  const params = { flow_name: "train-flow", deployment_name: "many" };
  const { id, flow_id } = await client.getDeploymentByName({ params });
  const command = `echo "+ $PREFECT__FLOW_RUN_ID" >> ${notes}; sleep 0.05; echo "- $PREFECT__FLOW_RUN_ID" >> ${notes}; exit 9`;
  const given = Array.from({ length: 100 }, () => ({ job_variables: { command } }));
  await client.updateWorkPool({ params: { name: "zoompool" }, body: { concurrency_limit: 5 } });
  for (let half = 0; half < 2; half += 1) {
    await client.createFlowRunsOfDeployment({ params: { id }, body: given });
  }
  const crashed = { flows: { id: { any_: [flow_id] } }, deployments: { id: { any_: [id] } } };
  const ended = { ...crashed, flow_runs: { state: { type: { any_: ["CRASHED" as const] } } } };
  await expect
    .poll(() => client.countFlowRuns({ body: ended }), { timeout: 50_000, interval: 200 })
    .toBe(200);
  const lines = readFileSync(notes, "utf8").trim().split("\n");
  const begun = lines.filter((line) => line.startsWith("+"));
  expect(new Set(begun).size).toBe(200);
  expect(begun).toHaveLength(200);
  let atOnce = 0;
  const levels = lines.map((line) => (atOnce += line.startsWith("+") ? 1 : -1));
  expect(Math.max(...levels)).toBeLessThanOrEqual(5);
});
