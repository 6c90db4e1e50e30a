import { globSync, readFileSync } from "node:fs";
import { type Client, createClient } from "@reeve/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromRoot } from "../scripts/set-up/root.mjs";
import { startHttpProxy } from "./support/http-proxy.ts";
import { type ReeveServer, startReeveServer } from "./support/reeve-server.ts";
import { outputsOf } from "./support/run-prefect.ts";
import { type ProgramHome, runPython } from "./support/run-program.ts";
import { type SpawnedProcess, spawnProcess } from "./support/spawn-process.ts";
import { makeTemporaryDirectory } from "./support/temporary-directory.ts";

const directory = makeTemporaryDirectory();
let reeve: ReeveServer;
let home: ProgramHome;
let client: Client;

beforeAll(async () => {
  reeve = await startReeveServer(directory.path);
  home = { apiUrl: reeve.apiUrl, directory: directory.path };
  client = createClient({ apiUrl: reeve.apiUrl });
});

afterAll(async () => {
  await reeve[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

test("`prefect work-pool` creates, shows, changes, pauses and deletes pools", async () => {
  const inspect = ["work-pool", "inspect", "zoompool", "--output", "json"];
  const [created, listed, template, , updated, , paused, , , limited, , unlimited, , left, docker, cluster] =
    await outputsOf(
      home,
      ["work-pool", "create", "zoompool", "--type", "process"],
      ["work-pool", "ls"],
      ["work-pool", "get-default-base-job-template", "--type", "process"],
      ["work-pool", "update", "zoompool", "--description", "for zooming", "--concurrency-limit", "5"],
      inspect,
      ["work-pool", "pause", "zoompool"],
      inspect,
      ["work-pool", "resume", "zoompool"],
      ["work-pool", "set-concurrency-limit", "zoompool", "3"],
      inspect,
      ["work-pool", "clear-concurrency-limit", "zoompool"],
      inspect,
      ["work-pool", "delete", "zoompool"],
      ["work-pool", "ls"],
      ["work-pool", "get-default-base-job-template", "--type", "docker"],
      ["work-pool", "get-default-base-job-template", "--type", "kubernetes"],
    );
  expect(created).toContain("Created work pool 'zoompool'");
  expect(listed).toMatch(/zoompool .* process /);
  const { job_configuration, variables } = JSON.parse(template ?? "");
  expect(Object.keys(job_configuration)).toEqual(expect.arrayContaining(["command", "env", "working_dir"]));
  expect(Object.keys(variables.properties)).toEqual(expect.arrayContaining(Object.keys(job_configuration)));
  expect(JSON.parse(updated ?? "")).toMatchObject({
    description: "for zooming",
    concurrency_limit: 5,
    status: "NOT_READY",
    base_job_template: { job_configuration },
  });
  expect(JSON.parse(paused ?? "")).toMatchObject({ is_paused: true, status: "PAUSED" });
  expect(JSON.parse(limited ?? "")).toMatchObject({
    is_paused: false,
    concurrency_limit: 3,
    active_slots: 0,
  });
  expect(JSON.parse(unlimited ?? "")).toMatchObject({ concurrency_limit: null });
  expect(left).not.toContain("zoompool");
  expect(JSON.parse(docker ?? "")).toHaveProperty("job_configuration.image_pull_policy");
  expect(JSON.parse(cluster ?? "")).toHaveProperty("job_configuration.job_manifest");
});

test("the catalogue has each type of worker of Prefect's own, with the variables and the configuration of its jobs", async () => {
  const [file = ""] = globSync(
    ".venv/test/lib/python*/site-packages/prefect/server/api/collections_data/views/aggregate-worker-metadata.json",
    { cwd: fromRoot(".") },
  );
  const own: Catalogue = JSON.parse(readFileSync(fromRoot(file), "utf8"));
  const ours = (await client.getCollectionView({
    params: { view: "aggregate-worker-metadata" },
  })) as Catalogue;
  const types = Object.values(own).flatMap((workers) => Object.keys(workers));
  expect(types).toHaveLength(8);
  for (const [collection, workers] of Object.entries(own)) {
    for (const [type, worker] of Object.entries(workers)) {
      const found = ours[collection]?.[type];
      expect(Object.keys(found ?? {}).sort(), type).toEqual(Object.keys(worker).sort());
      expect(shapeOf(found!), type).toMatchObject(shapeOf(worker) as object);
    }
  }
});

type Catalogue = Record<string, Record<string, { default_base_job_configuration: Template }>>;
type Template = {
  job_configuration: Record<string, unknown>;
  variables: { required?: string[]; properties: Record<string, Record<string, unknown>> };
};

/** What programs go by: everything but the texts for people. */
const shapeOf = ({
  default_base_job_configuration: { job_configuration, variables },
}: Catalogue[string][string]) =>
  withoutTexts({ job_configuration, required: variables.required, properties: variables.properties });

function withoutTexts(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutTexts(one));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => isNames || !["title", "description", "example", "examples", "metadata"].includes(name),
  );
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutTexts(one, name === "properties")]));
}

test("`prefect work-queue` creates, shows, changes, pauses and deletes queues, and shows their runs", async () => {
  await client.createWorkPool({ body: { name: "queues", type: "process" } });
  const flow = await client.createFlow({ body: { name: "queued" } });
  await client.createWorkQueue({ params: { work_pool_name: "queues" }, body: { name: "first" } });
  const state = { type: "SCHEDULED", state_details: {} } as const;
  const own = {
    flow_id: flow.id,
    name: "waiting-run",
    work_pool_name: "queues",
    work_queue_name: "first",
    state,
  };
  await client.createFlowRun({ body: own });
  const inPool = ["--pool", "queues"];
  const inspect = ["work-queue", "inspect", "second", ...inPool, "--output", "json"];
  const [, listed, first, , paused, , , second, , preview, poolPreview, runs, , left] = await outputsOf(
    home,
    ["work-queue", "create", "second", ...inPool, "--limit", "2", "--priority", "1"],
    ["work-queue", "ls", ...inPool],
    inspect,
    ["work-queue", "pause", "second", ...inPool],
    inspect,
    ["work-queue", "resume", "second", ...inPool],
    ["work-queue", "set-concurrency-limit", "second", "4", ...inPool],
    inspect,
    ["work-queue", "clear-concurrency-limit", "second", ...inPool],
    ["work-queue", "preview", "first", ...inPool],
    ["work-pool", "preview", "queues"],
    ["work-queue", "read-runs", "first", ...inPool],
    ["work-queue", "delete", "second", ...inPool],
    ["work-queue", "ls", ...inPool],
  );
  expect(listed).toMatch(/second .* 1 .* 2 /);
  expect(JSON.parse(first ?? "")).toMatchObject({ concurrency_limit: 2, priority: 1, status: "NOT_READY" });
  expect(JSON.parse(paused ?? "")).toMatchObject({ is_paused: true, status: "PAUSED" });
  expect(JSON.parse(second ?? "")).toMatchObject({ is_paused: false, concurrency_limit: 4 });
  for (const shown of [preview, poolPreview, runs]) expect(shown).toContain("waiting-run");
  expect(left).not.toContain("second");
});

describe("`prefect worker start`", () => {
  /** A worker that asks for runs each second, with its log in full. */
  function startWorker(pool: string, apiUrl: string): SpawnedProcess {
    const args = ["worker", "start", "--pool", pool, "--type", "process", "--name", `${pool}-worker`];
    return spawnProcess(fromRoot(".venv/test/bin/python"), ["-m", "prefect", "--no-prompt", ...args], {
      PREFECT_API_URL: apiUrl,
      PREFECT_HOME: directory.path,
      PREFECT_LOGGING_LEVEL: "DEBUG",
      PREFECT_WORKER_QUERY_SECONDS: "1",
      PYTHONUNBUFFERED: "1",
      NO_COLOR: "1",
      COLUMNS: "200",
    });
  }

  async function deploy(pool: string): Promise<string> {
    const { code, stdout, stderr } = await runPython("e2e/programs/deploy_greeting.py", [pool], home).ended;
    expect(code, stderr).toBe(0);
    return stdout.trim().split("\n").at(-1) ?? "";
  }

  const run = (id: string, parameters: Record<string, unknown>) =>
    client.createFlowRunOfDeployment({ params: { id }, body: { parameters } });
  const stateOf = async (id: string) => (await client.getFlowRun({ params: { id } })).state_name;
  const reach = (id: string, state: string) =>
    expect.poll(() => stateOf(id), { timeout: 40_000 }).toBe(state);
  const workerOf = async (pool: string) =>
    (await client.listWorkers({ params: { work_pool_name: pool }, body: {} }))[0];

  test("makes the pool, runs a deployment's flow, and cancels it, over the worker channel", async () => {
    await using worker = startWorker("channel", reeve.apiUrl);
    await worker.waitForOutput(/worker channel is healthy/);
    await worker.waitForOutput(/Worker 'channel-worker' started/);
    expect(await workerOf("channel")).toMatchObject({ name: "channel-worker", status: "ONLINE" });
    const pool = await client.getWorkPool({ params: { name: "channel" } });
    expect(pool).toMatchObject({ type: "process", status: "READY" });
    expect(pool.base_job_template).toHaveProperty("job_configuration.command");

    const deployment = await deploy("channel");
    const greeting = await run(deployment, { name: "channel" });
    await reach(greeting.id, "Completed");
    expect(await client.getFlowRun({ params: { id: greeting.id } })).toMatchObject({
      work_pool_name: "channel",
      work_queue_name: "default",
      infrastructure_pid: expect.any(String),
      labels: { "prefect.worker.name": "channel-worker" },
    });
    const statusOf = async () => (await client.getDeployment({ params: { id: deployment } })).status;
    await expect.poll(statusOf, { timeout: 10_000 }).toBe("READY");

    const endless = await run(deployment, { seconds: 600 });
    await reach(endless.id, "Running");
    await outputsOf(home, ["flow-run", "cancel", endless.id]);
    await reach(endless.id, "Cancelled");
  }, 120_000);

  test("falls back on heartbeats over the API where the channel is refused", async () => {
    using proxy = await startHttpProxy(reeve.apiUrl, /\/workers\/connect$/);
    await using worker = startWorker("heartbeats", proxy.apiUrl);
    await worker.waitForOutput(/Worker 'heartbeats-worker' started/);
    await expect.poll(() => workerOf("heartbeats"), { timeout: 20_000 }).toMatchObject({ status: "ONLINE" });
    expect(await client.getWorkPool({ params: { name: "heartbeats" } })).toMatchObject({ status: "READY" });
    const greeting = await run(await deploy("heartbeats"), { name: "heartbeats" });
    await reach(greeting.id, "Completed");
    worker.kill("SIGTERM");
    const { stdout, stderr } = await worker.ended;
    expect(stdout + stderr).toContain("Discovered 1 scheduled_flow_runs");
    expect(stdout + stderr).not.toContain("worker channel is healthy");
  }, 120_000);
});
