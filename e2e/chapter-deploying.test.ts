import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { type CommandHome, runReeve, startReeve } from "./support/reeve-command.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { outputsOf, runPrefect } from "./support/run-prefect.ts";
import { type SpawnedProcess, spawnProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const temporary = makeTemporaryDirectory();
const folder = join(temporary.path, "zoomcamp");
const stopped: AsyncDisposable[] = [];
let server: ReeveServer;
let client: Client;
let where: CommandHome;

const flowFile = (name: string) => `from prefect import flow\n\n\n@flow\ndef ${name}():\n    return 1\n`;

beforeAll(async () => {
  for (const part of ["3.4", "3.5"]) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, "orchestrate.py"), flowFile("main_flow"));
  writeFileSync(join(folder, "3.4", "orchestrate.py"), flowFile("main_flow"));
  writeFileSync(join(folder, "3.5", "orchestrate_s3.py"), flowFile("main_flow_s3"));
  server = await startReeveServer(join(temporary.path, "server"));
  client = createClient({ apiUrl: server.apiUrl });
  where = { apiUrl: server.apiUrl, home: join(temporary.path, "home"), directory: folder };
});
afterAll(async () => {
  for (const one of stopped) await one[Symbol.asyncDispose]();
  client?.[Symbol.dispose]();
  await server?.[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const words = (command: string) => command.split(" ").slice(1);

/** Runs a command of the chapter as it stands there, with `reeve` for `prefect`. */
async function reeve(command: string, directory = folder): Promise<string> {
  const { code, stdout, stderr } = await runReeve(words(command), { ...where, directory });
  expect({ code, stderr }, command).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** A project that Prefect's own program made, which has `init` alone, and no longer `project init`. */
async function initialiseWithPrefect(): Promise<string> {
  const project = join(temporary.path, "initialised");
  mkdirSync(project);
  writeFileSync(join(project, "orchestrate.py"), flowFile("main_flow"));
  const [gone, initialised] = await runPrefect(
    { apiUrl: server.apiUrl, directory: where.home, workingDirectory: project },
    words("prefect project init"),
    words("prefect init --recipe local"),
  );
  expect(gone).toMatchObject({ code: 1, stderr: expect.stringContaining('Unknown command "project"') });
  expect(initialised).toMatchObject({ code: 0, stdout: expect.stringContaining("prefect.yaml") });
  return project;
}

async function reeveWorker(command: string): Promise<SpawnedProcess> {
  const worker = startReeve(words(command), where);
  stopped.push(worker);
  await worker.waitForOutput(/serves the work pool zoompool/);
  return worker;
}

async function prefectWorker(command: string): Promise<SpawnedProcess> {
  const worker = spawnProcess(fromRoot(".venv/test/bin/prefect"), words(command), {
    PREFECT_API_URL: server.apiUrl,
    PREFECT_HOME: where.home,
    PREFECT_WORKER_QUERY_SECONDS: "1",
    PYTHONUNBUFFERED: "1",
  });
  stopped.push(worker);
  await worker.waitForOutput(/Worker .* started/);
  return worker;
}

const stop = async (worker: SpawnedProcess) => {
  worker.kill("SIGTERM");
  await worker.ended;
};

/** Runs a deployment until it has ended well; answers the name of the worker that ran it. */
async function ranBy(flow_name: string, deployment_name: string): Promise<unknown> {
  const { id } = await client.getDeploymentByName({ params: { flow_name, deployment_name } });
  const run = await client.createFlowRunOfDeployment({ params: { id }, body: {} });
  const read = () => client.getFlowRun({ params: { id: run.id } });
  await expect.poll(async () => (await read()).state_name, { timeout: 60_000 }).toBe("Completed");
  return (await read()).labels["prefect.worker.name"];
}

const deployments = async () => {
  const found = await client.listDeployments({ body: {} });
  return found.map(({ name, entrypoint }) => `${name} ${entrypoint}`).sort();
};

const ENTRIES = `deployments:
- name: taxi_local_data
  entrypoint: 3.4/orchestrate.py:main_flow
  work_pool:
    name: zoompool
- name: taxi_s3_data
  entrypoint: 3.5/orchestrate_s3.py:main_flow_s3
  work_pool:
    name: zoompool
`;

test("the commands of the chapter do what it says, whichever program's they are and whose worker runs them", {
  timeout: 180_000,
}, async () => {
  expect(await reeve("prefect project init")).toContain("Wrote .prefectignore, deployment.yaml");
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining([".prefect", ".prefectignore", "deployment.yaml", "prefect.yaml"]),
  );
  const [initialised] = await Promise.all([
    initialiseWithPrefect(),
    reeveWorker("prefect worker start -p zoompool -t process").then(stop),
  ]);
  const [first, second] = await Promise.all([
    prefectWorker("prefect worker start -p zoompool"),
    prefectWorker("prefect worker start -p zoompool -t process"),
    reeve("prefect deploy orchestrate.py:main_flow -n in_prefect_project -p zoompool", initialised),
    reeve("prefect deploy orchestrate.py:main_flow -n taxi_local_data -p zoompool"),
  ]);
  expect(await deployments()).toEqual([
    "in_prefect_project orchestrate.py:main_flow",
    "taxi_local_data orchestrate.py:main_flow",
  ]);
  expect(await ranBy("main-flow", "taxi_local_data")).toMatch(/^ProcessWorker /);
  await Promise.all([first, second].map(stop));

  writeFileSync(join(folder, "deployment.yaml"), ENTRIES);
  await reeve("prefect deploy --all");
  const all = [
    "in_prefect_project orchestrate.py:main_flow",
    "taxi_local_data 3.4/orchestrate.py:main_flow",
    "taxi_s3_data 3.5/orchestrate_s3.py:main_flow_s3",
  ];
  expect(await deployments()).toEqual(all);
  expect(await reeve("prefect deploy -n taxi_s3_data")).toContain("Deployed main-flow-s3/taxi_s3_data");

  // Prefect's own program reads the deployments of prefect.yaml.
  writeFileSync(join(folder, "prefect.yaml"), `pull: null\n${ENTRIES}`);
  const [one, every, named] = await outputsOf(
    { apiUrl: server.apiUrl, directory: where.home, workingDirectory: folder },
    words("prefect deploy orchestrate.py:main_flow -n taxi_local_data -p zoompool"),
    words("prefect deploy --all"),
    words("prefect deploy -n taxi_s3_data"),
  );
  expect(one).toContain("'main-flow/taxi_local_data' successfully created");
  for (const output of [every, named])
    expect(output).toContain("'main-flow-s3/taxi_s3_data' successfully created");
  await reeveWorker("prefect worker start -p zoompool");
  expect(await ranBy("main-flow-s3", "taxi_s3_data")).toMatch(/^process-/);
});
