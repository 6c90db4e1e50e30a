import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "@reeve/protocol";
import { readSettings, type Settings } from "@reeve/settings";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFlow, createFlowRun, historyOf, setState, taskRunEvent } from "../test/sample-requests.ts";
import { startTestServer } from "../test/start-test-server.ts";
import type { DialectName } from "./db/column-types.ts";
import { startServer } from "./server.ts";

describe.each<DialectName>(["sqlite", "postgres"])("on %s", (dialect) => {
  test("what was acknowledged before a stop is there after the next start", async () => {
    await using server = await startTestServer(dialect);
    const flowRun = await createFlowRun(server, { name: "survivor" });
    await setState(server, flowRun.id, { type: "RUNNING" });
    const taskRunId = newId();
    using socket = await server.connect("/events/in");
    socket.send(taskRunEvent({ id: taskRunId, flowRunId: flowRun.id }));
    await socket.ping();
    await server.restart();
    expect((await server.get(`/flow_runs/${flowRun.id}`)).body).toMatchObject({ name: "survivor" });
    expect(await historyOf(server, flowRun.id)).toEqual(["PENDING", "RUNNING"]);
    expect((await server.get(`/task_runs/${taskRunId}`)).body.state_type).toBe("RUNNING");
  });

  test("leases outlive the server, and count as they did", async () => {
    await using server = await startTestServer(dialect);
    await server.post("/v2/concurrency_limits/", { name: "one", limit: 1 });
    const take = () =>
      server.post("/v2/concurrency_limits/increment-with-lease", { slots: 1, names: ["one"] });
    const { body } = await take();
    await server.restart();
    expect((await take()).status).toBe(423);
    expect((await server.post(`/v2/concurrency_limits/leases/${body.lease_id}/renew`, {})).status).toBe(204);
  });

  test("a page that comes back after a restart is told what it missed", async () => {
    await using server = await startTestServer(dialect);
    const flowRun = await createFlowRun(server);
    const topic = `run:${flowRun.id}`;
    using before = await server.connect("/ui/stream", { protocol: null });
    before.send({ type: "subscribe", topic });
    const { cursor } = await before.next();
    await server.restart();
    await setState(server, flowRun.id, { type: "RUNNING" });
    using after = await server.connect("/ui/stream", { protocol: null });
    after.send({ type: "subscribe", topic, cursor });
    expect(await after.next()).toMatchObject({ type: "subscribed" });
    expect((await after.next()).changes).toMatchObject([
      { kind: "flow-run", flowRun: { state_type: "RUNNING" } },
    ]);
  });

  test("a server that stops answers what it was asked, and tells sockets to come back", async () => {
    await using server = await startTestServer(dialect);
    const flow = await createFlow(server);
    using socket = await server.connect("/events/out");
    const asked = Array.from({ length: 30 }, () =>
      server.post("/flow_runs/", { flow_id: flow.id, parameters: { text: "x".repeat(10_000) } }),
    );
    const settled = Promise.allSettled(asked);
    await asked[0];
    await server.stop();
    const answers = await settled;
    expect((await socket.closed).code).toBe(1001);
    const created = answers.filter((answer) => answer.status === "fulfilled" && answer.value.status === 201);
    expect(created.length).toBeGreaterThan(0);
    const rows = await server.database.reader.selectFrom("flow_runs").select("id").execute();
    const stored = new Set(rows.map(({ id }) => id));
    for (const answer of created) {
      if (answer.status === "fulfilled") expect(stored.has(answer.value.body.id)).toBe(true);
    }
    expect(created).toHaveLength(stored.size);
    expect(server.errors).toEqual([]);
  });
});

describe("a server that loses PostgreSQL", () => {
  test("goes on by itself once it is back", async () => {
    await using server = await startTestServer("postgres");
    const flowRun = await createFlowRun(server);
    using feed = await server.connect("/events/out");
    const event = { prefix: ["prefect.flow-run."] };
    feed.send({ type: "filter", filter: { event, occurred: { until: "2099-01-01T00:00:00Z" } } });
    expect((await feed.next()).event.event).toBe("prefect.flow-run.Pending");
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(server.database.reader);
    const start = () => setState(server, flowRun.id, { type: "RUNNING" });
    await expect.poll(async () => (await start()).status).toBe(201);
    expect((await feed.next()).event.event).toBe("prefect.flow-run.Running");
    expect((await server.get("/ready")).status).toBe(200);
  });

  test("says so while it is gone, and that clients may try again", async () => {
    await using server = await startTestServer("postgres");
    const flowRun = await createFlowRun(server);
    await server.dropDatabase();
    expect((await server.get("/health")).status).toBe(200);
    expect(await server.get("/ready")).toMatchObject({ status: 503, body: { message: expect.any(String) } });
    for (const answer of [
      await server.get(`/flow_runs/${flowRun.id}`),
      await setState(server, flowRun.id, { type: "RUNNING" }),
    ]) {
      expect(answer).toMatchObject({ status: 503, body: { exception_message: "Service Unavailable" } });
    }
  });
});

describe("a server that cannot start", () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "reeve-start-"));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));
  const start = (overrides: Partial<Settings>) =>
    startServer(
      readSettings({ env: {}, home, overrides: { serverApiPort: 0, serverUiEnabled: false, ...overrides } }),
    );

  test("says that its port is in use, and gives back what it had taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => other.once("listening", listening));
    const { port } = other.address() as { port: number };
    await expect(start({ serverApiPort: port })).rejects.toMatchObject({
      code: "port_unusable",
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
    other.close();
    await using server = await start({});
    expect((await fetch(`${server.apiUrl}/health`)).status).toBe(200);
  });

  test("says that its home cannot be used", async () => {
    const file = join(home, "file");
    await writeFile(file, "");
    const settings = readSettings({ env: {}, home: join(file, "home"), overrides: { serverApiPort: 0 } });
    await expect(startServer(settings)).rejects.toMatchObject({ code: "home_unusable" });
  });

  test("says that its database is none", async () => {
    const path = join(home, "broken.db");
    await writeFile(path, "this is no database".repeat(1000));
    await expect(start({ serverDatabaseUrl: path })).rejects.toMatchObject({
      code: "database_unusable",
      message: expect.stringContaining(path),
    });
  });

  test("says that its database server does not answer", async () => {
    await expect(start({ serverDatabaseUrl: "postgresql://127.0.0.1:1/none" })).rejects.toMatchObject({
      code: "database_unusable",
    });
  });
});

test("a server under another base path serves everything there", async () => {
  await using server = await startTestServer("sqlite", { serverApiBasePath: "/orchestra/v1" });
  expect(server.apiUrl).toMatch(/\/orchestra\/v1$/);
  const flow = await createFlow(server);
  expect((await server.get(`/flows/${flow.id}`)).status).toBe(200);
  expect((await server.get("/openapi.json")).body.paths).toHaveProperty("/orchestra/v1/flows/");
  expect((await server.call("PUT", "/flows/")).status).toBe(405);
  using socket = await server.connect("/events/in");
  await socket.ping();
  expect((await fetch(`${server.url}/api/health`)).status).toBe(404);
});
