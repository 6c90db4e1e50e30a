import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import type { DeploymentCreate, FlowRun } from "@reeve/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandHome, runReeve, startReeve } from "./support/reeve-command.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const temporary = makeTemporaryDirectory();
let server: ReeveServer;
let client: Client;
let where: CommandHome;
let deploymentId: string;

beforeAll(async () => {
  server = await startReeveServer(join(temporary.path, "server"));
  client = createClient({ apiUrl: server.apiUrl });
  where = { apiUrl: server.apiUrl, home: join(temporary.path, "home"), directory: temporary.path };
  expect(await runReeve(["work-pool", "create", "options"], where)).toMatchObject({ code: 0 });
  await client.createWorkQueue({ params: { work_pool_name: "options" }, body: { name: "urgent" } });
  const { id: flow_id } = await client.createFlow({ body: { name: "command" } });
  const body = { name: "d", flow_id, work_pool_name: "options", job_variables: { command: "exit 3" } };
  deploymentId = (await client.createDeployment({ body })).id;
});
afterAll(async () => {
  client?.[Symbol.dispose]();
  await server?.[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const createRun = (body: {
  work_queue_name?: string;
  inSeconds?: number;
  command?: string;
}): Promise<FlowRun> => {
  const { work_queue_name, inSeconds = 0, command } = body;
  const scheduled_time = new Date(Date.now() + inSeconds * 1000).toISOString();
  return client.createFlowRunOfDeployment({
    params: { id: deploymentId },
    body: {
      state: { type: "SCHEDULED", state_details: { scheduled_time } },
      ...(work_queue_name && { work_queue_name }),
      ...(command && { job_variables: { command } }),
    },
  });
};
const stateOf = async ({ id }: FlowRun) => (await client.getFlowRun({ params: { id } })).state_type;

test("a worker that runs once runs what is due in its queue, waits for it, and ends", async () => {
  const [ordinary, urgent] = [await createRun({}), await createRun({ work_queue_name: "urgent" })];
  const later = await createRun({ work_queue_name: "urgent", inSeconds: 3600 });
  const args = ["worker", "start", "-p", "options", "-q", "urgent", "-n", "once", "--run-once"];
  const { code, stdout, stderr } = await runReeve(args, where);
  expect({ code, stdout }, stderr).toEqual({
    code: 0,
    stdout: "The worker once serves the work pool options.\n",
  });
  expect(stderr).toContain(`The flow run "${urgent.name}" ended: Crashed.`);
  expect(await Promise.all([ordinary, urgent, later].map(stateOf))).toEqual([
    "SCHEDULED",
    "CRASHED",
    "SCHEDULED",
  ]);
  await client.deleteFlowRun({ params: { id: ordinary.id } });
});

test("a run whose processes never reach the server is started three times, and then Crashed", async () => {
  const starts = join(temporary.path, "starts");
  const command = `echo start >> ${starts}; echo 'httpx.ConnectError: All attempts failed' >&2; exit 1`;
  const flowRun = await createRun({ command });
  await using _worker = startReeve(["worker", "start", "-p", "options"], where);
  await expect.poll(() => stateOf(flowRun), { timeout: 30_000 }).toBe("CRASHED");
  expect(readFileSync(starts, "utf8")).toBe("start\n".repeat(3));
  const { state } = await client.getFlowRun({ params: { id: flowRun.id } });
  expect(state?.message).toContain("httpx.ConnectError: All attempts failed");
});

test("of runs beyond a deployment's limit one strategy lets them wait, the other cancels them", async () => {
  const { id: flow_id } = await client.createFlow({ body: { name: "limited" } });
  const outcomes = ["ENQUEUE", "CANCEL_NEW"].map(async (collision_strategy) => {
    const limited = { concurrency_limit: 1, concurrency_options: { collision_strategy } };
    const own = { name: collision_strategy, flow_id, work_pool_name: "options", ...limited };
    const body = { ...own, job_variables: { command: "sleep 1" } } as DeploymentCreate;
    const params = { id: (await client.createDeployment({ body })).id };
    const runs = [1, 2].map(() => client.createFlowRunOfDeployment({ params, body: {} }));
    return Promise.all(runs);
  });
  const runs = (await Promise.all(outcomes)).flat();
  const { code } = await runReeve(["worker", "start", "-p", "options", "--run-once"], where);
  expect(code).toBe(0);
  const names = runs.map(async ({ id }) => (await client.getFlowRun({ params: { id } })).state_name);
  const [first, second, third, fourth] = await Promise.all(names);
  expect([first, second].sort()).toEqual(["AwaitingConcurrencySlot", "Crashed"]);
  expect([third, fourth].sort()).toEqual(["Cancelled", "Crashed"]);
  for (const { id } of runs) await client.deleteFlowRun({ params: { id } });
});

test("what starts a run is filled in with variables and blocks, and one that is not there is told", async () => {
  await client.createVariable({ body: { name: "code", value: 5 } });
  const { id: block_type_id } = await client.getBlockTypeBySlug({ params: { slug: "secret" } });
  const [schema] = await client.listBlockSchemas({
    body: { block_schemas: { block_type_id: { any_: [block_type_id] } } },
  });
  const secret = { block_type_id, block_schema_id: schema!.id, name: "word", data: { value: "sesame" } };
  await client.createBlockDocument({ body: secret });
  const command = 'test "{{ prefect.blocks.secret.word }}" = sesame && exit {{ prefect.variables.code }}';
  const filled = await createRun({ command });
  const missing = await createRun({ command: "exit {{ prefect.variables.none }}" });
  const { code } = await runReeve(["worker", "start", "-p", "options", "--run-once"], where);
  expect(code).toBe(0);
  const messages = [filled, missing].map(async ({ id }) => {
    const { state } = await client.getFlowRun({ params: { id } });
    return `${state?.type}: ${state?.message}`;
  });
  expect(await Promise.all(messages)).toEqual([
    "CRASHED: The process ended with exit code 5.",
    expect.stringContaining('CRASHED: The flow run could not be started: There is no variable named "none"'),
  ]);
});

test("what a schedule makes each second is run once each, and picked up within a second", async () => {
  const { id: flow_id } = await client.createFlow({ body: { name: "each-second" } });
  const schedules = [{ schedule: { interval: 1 }, slug: "second" }];
  const job_variables = { command: "exit 0" };
  const { id } = await client.createDeployment({
    body: { name: "d", flow_id, work_pool_name: "options", job_variables, schedules },
  });
  await using _worker = startReeve(["worker", "start", "-p", "options", "--prefetch-seconds", "0"], where);
  const flow_runs = { state: { type: { any_: ["CRASHED" as const] } } };
  const ended = { deployments: { id: { any_: [id] } }, flow_runs };
  await expect.poll(() => client.countFlowRuns({ body: ended }), { timeout: 30_000 }).toBeGreaterThan(4);
  await client.pauseDeployment({ params: { id } });
  const runs = await client.listFlowRuns({ body: { ...ended, sort: "EXPECTED_START_TIME_ASC" } });
  expect(new Set(runs.map(({ expected_start_time: at }) => at)).size).toBe(runs.length);
  const delays = await Promise.all(runs.map((run) => pickUpMs(run)));
  // Those that were due before the worker came had to wait for it, and a busy machine may be late at times.
  expect(Math.min(...delays)).toBeLessThan(1000);
});

/** How long after its time a run was claimed. */
async function pickUpMs({ id, expected_start_time }: FlowRun): Promise<number> {
  const states = await client.listFlowRunStates({ query: { flow_run_id: id } });
  const claimed = states.find(({ name }) => name === "Pending");
  return Date.parse(claimed?.timestamp ?? "") - Date.parse(expected_start_time ?? "");
}

test("a worker starts runs as early as it is told to, as many at once as it may, and answers whether it is well", async () => {
  const soon = await createRun({ inSeconds: 100, command: "sleep 600" });
  const next = await createRun({ inSeconds: 101, command: "sleep 600" });
  const afterwards = await createRun({ inSeconds: 3600 });
  const options = ["--prefetch-seconds", "300", "--limit", "1", "--with-healthcheck"];
  await using worker = startReeve(["worker", "start", "-p", "options", ...options], {
    ...where,
    env: { REEVE_WORKER_WEBSERVER_PORT: "0", REEVE_WORKER_HEARTBEAT_SECONDS: "1" },
  });
  const [, health = ""] = await worker.waitForOutput(/answers at (http:\S+\/health)/);
  await expect.poll(() => stateOf(soon), { timeout: 20_000 }).toBe("PENDING");
  expect(await Promise.all([next, afterwards].map(stateOf))).toEqual(["SCHEDULED", "SCHEDULED"]);
  const ask = async () => (await fetch(health)).status;
  expect(await ask()).toBe(200);
  server.process.kill("SIGKILL");
  await expect.poll(ask, { timeout: 20_000 }).toBe(503);
  server = await startReeveServer(join(temporary.path, "server"), server.port);
  await expect.poll(ask, { timeout: 20_000 }).toBe(200);
  worker.kill("SIGTERM");
  expect(await worker.ended).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("one flow run is left running, for the next worker to find"),
  });
  await using successor = startReeve(["worker", "start", "-p", "options", "--limit", "1"], where);
  await successor.waitForOutput(/Found the flow run/);
  await runReeve(["flow-run", "cancel", soon.id], where);
  await expect.poll(() => stateOf(soon), { timeout: 20_000 }).toBe("CANCELLED");
});
