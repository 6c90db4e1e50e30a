import { type Client, createClient } from "@reeve/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { outputsOf, runPrefect } from "./support/run-prefect.ts";
import { type ProgramHome, runPython } from "./support/run-program.ts";
import { spawnProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const directory = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;
let client: Client;

beforeAll(async () => {
  reeve = await startReeveServer(directory.path);
  home = {
    apiUrl: reeve.apiUrl,
    directory: directory.path,
    env: { PREFECT_RUNNER_POLL_FREQUENCY: "1", PREFECT_WORKER_QUERY_SECONDS: "1" },
  };
  client = createClient({ apiUrl: reeve.apiUrl });
});

afterAll(async () => {
  client?.[Symbol.dispose]();
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const findDeployment = (flow_name: string, deployment_name: string) =>
  client.getDeploymentByName({ params: { flow_name, deployment_name } });

test("`flow.serve()` runs what its schedule makes each second, until it is stopped", {
  timeout: 180_000,
}, async () => {
  await using program = runPython("e2e/programs/serve_each_second.py", [], home);
  await program.waitForOutput(/is being served/);
  const { id, schedules } = await findDeployment("tick", "each second");
  expect(schedules).toMatchObject([{ active: true, schedule: { interval: 1, timezone: "UTC" } }]);
  const deployments = { id: { any_: [id] } };
  const completed = { deployments, flow_runs: { state: { type: { any_: ["COMPLETED" as const] } } } };
  await expect.poll(() => client.countFlowRuns({ body: completed }), { timeout: 120_000 }).toBeGreaterThan(2);
  const flowRuns = await client.listFlowRuns({ body: completed });
  for (const flowRun of flowRuns) {
    expect(flowRun).toMatchObject({
      parameters: { word: "tock" },
      tags: ["auto-scheduled"],
      auto_scheduled: true,
      created_by: { type: "SCHEDULE", id: schedules[0]?.id, display_value: "IntervalSchedule" },
    });
  }
  const times = flowRuns.map(({ expected_start_time }) => expected_start_time);
  expect(new Set(times).size).toBe(times.length);
  program.kill("SIGINT");
  await program.ended;
  expect(await findDeployment("tick", "each second")).toMatchObject({ paused: true });
  const scheduled = { deployments, flow_runs: { state: { name: { any_: ["Scheduled", "Late"] } } } };
  expect(await client.countFlowRuns({ body: scheduled })).toBe(0);
});

test("`flow.deploy()` and `run_deployment()` run a flow in a process pool, within its schema", {
  timeout: 180_000,
}, async () => {
  await outputsOf(home, ["work-pool", "create", "zoo", "--type", "process"]);
  await using worker = spawnProcess(
    fromRoot(".venv/test/bin/prefect"),
    ["worker", "start", "--pool", "zoo"],
    {
      PREFECT_API_URL: home.apiUrl,
      PREFECT_HOME: home.directory,
      ...home.env,
    },
  );
  await worker.waitForOutput(/Worker .* started/);
  const { code, stdout, stderr } = await runPython("e2e/programs/deploy_and_run.py", ["zoo"], home).ended;
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual({
    state: "Completed",
    parameters: { word: "zoo", times: 3 },
    tags: ["asked", "deployed"],
    version: "1.2",
    pool: "zoo",
    refused: [
      { status: 409, detail: expect.stringContaining('"often" is not of type integer') },
      { status: 409, detail: expect.stringContaining("null is not of type string") },
    ],
    paused: [true, 0],
    resumed: false,
  });
  // Which queues are polled is written every few seconds, which the run may not have taken.
  await expect
    .poll(async () => (await findDeployment("repeat", "pooled")).status, { timeout: 30_000 })
    .toBe("READY");
  expect(await findDeployment("repeat", "pooled")).toMatchObject({
    work_pool_name: "zoo",
    work_queue_name: "default",
    job_variables: { env: { PLACE: "pool" } },
    global_concurrency_limit: { limit: 2, active_slots: 0 },
    schedules: [{ schedule: { cron: "0 9 * * *" } }],
  });
});

test("`prefect deployment` shows deployments, changes their schedules, runs and deletes them", {
  timeout: 180_000,
}, async () => {
  const name = "repeat/pooled";
  const [listed, inspected] = await outputsOf(
    home,
    ["deployment", "ls"],
    ["deployment", "inspect", name, "--output", "json"],
    ["deployment", "schedule", "create", name, "--interval", "3600", "--timezone", "Europe/Berlin"],
    ["deployment", "schedule", "create", name, "--rrule", "FREQ=DAILY;COUNT=3"],
  );
  expect(listed).toMatch(/repeat\/pooled .* zoo /);
  const { id } = await findDeployment("repeat", "pooled");
  expect(JSON.parse(inspected ?? "")).toMatchObject({ id, tags: ["deployed"], version: "1.2" });
  const schedules = await client.listDeploymentSchedules({ params: { id } });
  expect(schedules.map(({ schedule }) => schedule)).toMatchObject([
    { rrule: "DTSTART:20200101T000000\nFREQ=DAILY;COUNT=3" },
    { interval: 3600, timezone: "Europe/Berlin" },
    { cron: "0 9 * * *" },
  ]);
  const [rule, interval] = schedules.map((schedule) => schedule.id);
  const list = ["deployment", "schedule", "ls", name];
  const [, paused, , resumed, , , cleared] = await outputsOf(
    home,
    ["deployment", "schedule", "pause", name, interval!],
    list,
    ["deployment", "schedule", "resume", name, interval!],
    list,
    ["deployment", "schedule", "delete", "--accept-yes", name, rule!],
    ["deployment", "schedule", "clear", "--accept-yes", name],
    list,
  );
  expect(paused).toContain("False");
  expect(resumed).not.toContain("False");
  expect(cleared).not.toContain("cron");
  const [refused, unknown, run, deleted, gone] = await runPrefect(
    home,
    ["deployment", "run", name, "--param", "times=often"],
    ["deployment", "run", name, "--param", "place=here"],
    ["deployment", "run", name, "--param", "times=2", "--start-in", "1 hour"],
    ["deployment", "delete", name],
    ["deployment", "inspect", name],
  );
  expect(refused).toMatchObject({ code: 1 });
  expect(refused!.stdout + refused!.stderr).toContain('times: "often" is not of type integer');
  expect(unknown).toMatchObject({ code: 1 });
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining("Created flow run") });
  expect(deleted).toMatchObject({ code: 0 });
  expect(gone).toMatchObject({ code: 1 });
});
