import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { runTypeScript } from "./support/run-program.ts";
import type { SpawnedProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const temporary = makeTemporaryDirectory();
let reeve: ReeveServer;
let client: Client;
let program: SpawnedProcess;
beforeAll(async () => {
  reeve = await startReeveServer(join(temporary.path, "server"));
  client = createClient({ apiUrl: reeve.apiUrl });
  const home = { apiUrl: reeve.apiUrl, directory: join(temporary.path, "home") };
  program = runTypeScript("e2e/programs/served.ts", [], {
    ...home,
    env: { REEVE_WORKER_QUERY_SECONDS: "0.5" },
  });
  await program.waitForOutput(/Serving the deployment "each-second"/);
});
afterAll(async () => {
  await program?.[Symbol.asyncDispose]();
  client?.[Symbol.dispose]();
  await reeve?.[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const deployment = () =>
  client.getDeploymentByName({ params: { flow_name: "tick", deployment_name: "each-second" } });

test("a served flow runs when it is asked to, in a process of its own", async () => {
  const { id, entrypoint, path } = await deployment();
  expect({ entrypoint, path }).toEqual({ entrypoint: "e2e/programs/served.ts:tick", path: fromRoot() });
  const body = { parameters: { word: "hello" } };
  const flowRun = await client.createFlowRunOfDeployment({ params: { id }, body });
  const read = () => client.getFlowRun({ params: { id: flowRun.id } });
  await expect.poll(async () => (await read()).state_type, { timeout: 20_000 }).toBe("COMPLETED");
  const logs = await client.listLogs({ body: { logs: { flow_run_id: { any_: [flowRun.id] } } } });
  expect(logs.map(({ message }) => message)).toContain("It says hello.");
});

test("its schedule makes runs with the deployment's parameters, which are run as they come due", async () => {
  const { id } = await deployment();
  const completed = {
    deployments: { id: { any_: [id] } },
    flow_runs: { state: { type: { any_: ["COMPLETED" as const] } }, tags: { all_: ["auto-scheduled"] } },
  };
  await expect.poll(() => client.countFlowRuns({ body: completed }), { timeout: 30_000 }).toBeGreaterThan(2);
  const [one] = await client.listFlowRuns({ body: { ...completed, limit: 1 } });
  expect(one).toMatchObject({ parameters: { word: "tock" }, created_by: { type: "SCHEDULE" } });
});

test("when it is told to stop, its schedules stop too", async () => {
  program.kill("SIGINT");
  expect(await program.ended).toMatchObject({ code: 0 });
  expect((await deployment()).paused).toBe(true);
});
