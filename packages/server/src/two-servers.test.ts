import { addSeconds, currentTimestamp, newId, type ReceivedEvent, type Timestamp } from "@reeve/protocol";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createDeployment,
  createFlow,
  createFlowRun,
  historyOf,
  setState,
  taskRunEvent,
} from "../test/sample-requests.ts";
import { startTestServer, type TestServer } from "../test/start-test-server.ts";
import { testContext } from "../test/test-context.ts";
import type { Connection } from "./db/database.ts";
import { scheduleDueRuns } from "./deployments/schedule-due-runs.ts";
import { insertEvents } from "./events/queries.ts";

let one: TestServer;
let other: TestServer;

beforeAll(async () => {
  const frequent = { serverEventsProactiveGranularitySeconds: 0.1 };
  one = await startTestServer("postgres", frequent);
  other = await startTestServer("postgres", { ...frequent, serverDatabaseUrl: one.databaseUrl });
});

afterAll(async () => {
  await other?.[Symbol.asyncDispose]();
  await one?.[Symbol.asyncDispose]();
});

const inTurns = <T>(count: number, ask: (server: TestServer) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => ask(i % 2 === 0 ? one : other)));

test("a run that workers claim from two servers at once goes to one of them", async () => {
  const flowRun = await createFlowRun(one, { state: { type: "SCHEDULED" } });
  const answers = await inTurns(32, (server) => setState(server, flowRun.id, { type: "PENDING" }));
  expect(answers.filter(({ body }) => body.status === "ACCEPT")).toHaveLength(1);
  expect(answers.filter(({ body }) => body.status === "ABORT")).toHaveLength(31);
  expect(await historyOf(other, flowRun.id)).toEqual(["SCHEDULED", "PENDING"]);
});

test("flows and keyed runs that two servers create at once are created once", async () => {
  const flows = await inTurns(16, (server) => server.post("/flows/", { name: "both" }));
  expect(flows.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(flows.every(({ status }) => status < 300)).toBe(true);
  const flow_id = flows[0]!.body.id;
  const runs = await inTurns(16, (server) => server.post("/flow_runs/", { flow_id, idempotency_key: "k" }));
  expect(runs.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(runs.map(({ body }) => body.id)).size).toBe(1);
});

test("task runs reported to two servers at once are recorded once, as their newest state says", async () => {
  const flowRun = await createFlowRun(one);
  const ids = Array.from({ length: 40 }, () => newId());
  const reports = ["RUNNING", "COMPLETED"].map((type) =>
    ids.map((id) => taskRunEvent({ id, flowRunId: flowRun.id, type })),
  );
  const batches = [reports[0]!, reports[1]!.toReversed(), reports[1]!, reports[0]!.toReversed()];
  const answers = await Promise.all(
    batches.map((events, i) => (i % 2 === 0 ? one : other).post("/events", events)),
  );
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  const { body } = await one.post("/task_runs/filter", { flow_runs: { id: { any_: [flowRun.id] } } });
  expect(body).toHaveLength(40);
  expect(body.every((taskRun: { state_type: string }) => taskRun.state_type === "COMPLETED")).toBe(true);
});

test("a schedule that two servers look at fires once each time it is due", async () => {
  const trigger = { type: "schedule", interval: 1 };
  const actions = [{ type: "do-nothing" }];
  const { body } = await one.post("/automations/", { name: "each second", trigger, actions });
  const timesOf = async (name: string, resource: string): Promise<string[]> => {
    const filter = { event: { name: [name] }, resource: { id: [resource] } };
    const { events } = (await other.post("/events/filter", { filter })).body as { events: ReceivedEvent[] };
    return events.map(({ payload }) => JSON.stringify(payload).match(/"scheduled_time":"([^"]+)"/)![1]!);
  };
  const firings = () => timesOf("prefect.automation.triggered", `prefect.automation.${body.id}`);
  await expect.poll(async () => (await firings()).length).toBeGreaterThan(2);
  await one.call("DELETE", `/automations/${body.id}`);
  const times = await firings();
  expect(new Set(times).size).toBe(times.length);
  const due = await timesOf("reeve.schedule.due", body.trigger.match["prefect.resource.id"]);
  expect(new Set(due).size).toBe(due.length);
});

test("a feed of one server has the events of both, none of them twice", async () => {
  const flow = await createFlow(one);
  using feed = await one.connect("/events/out");
  feed.send({
    type: "filter",
    filter: {
      related: { id: [`prefect.flow.${flow.id}`] },
      occurred: { until: "2099-01-01T00:00:00Z" },
    },
  });
  const runs = await inTurns(30, (server) => createFlowRun(server, { flow_id: flow.id }));
  const seen: string[] = [];
  while (seen.length < runs.length) seen.push((await feed.next()).event.id);
  expect(seen.toSorted()).toEqual(runs.map((flowRun) => flowRun.state_id).sort());
});

test("a page of one server is told of changes and log lines that came to the other", async () => {
  const flowRun = await createFlowRun(one);
  using page = await one.connect("/ui/stream", { protocol: null });
  page.send({ type: "subscribe", topic: `run:${flowRun.id}` });
  await page.next();
  const line = { name: "l", level: 20, message: "from the other", timestamp: "2026-01-01T00:00:00Z" };
  await other.post("/logs/", [{ ...line, flow_run_id: flowRun.id }]);
  await setState(other, flowRun.id, { type: "RUNNING" });
  const kinds = new Set<string>();
  while (kinds.size < 2) {
    for (const { kind } of (await page.next()).changes) kinds.add(kind);
  }
  expect([...kinds].sort()).toEqual(["flow-run", "logs"]);
});

test("a worker that watches one server is told of a run that was created on the other", async () => {
  await one.post("/work_pools/", { name: "watched", type: "process" });
  using worker = await one.connect("/work_pools/watched/due-runs");
  worker.send({ type: "watch" });
  await worker.next();
  await createFlowRun(other, { work_pool_name: "watched", state: { type: "SCHEDULED" } });
  expect(await worker.next()).toEqual({ type: "due", count: 1 });
});

test("of workers that fetch the same runs from two servers, one claims each", async () => {
  await one.post("/work_pools/", { name: "shared", type: "process", concurrency_limit: 40 });
  const own = { work_pool_name: "shared", state: { type: "SCHEDULED" } };
  const created = await inTurns(20, (server) => createFlowRun(server, own));
  const fetched = await inTurns(8, (server) => server.post("/work_pools/shared/get_scheduled_flow_runs", {}));
  const seen = fetched.flatMap(({ body }) =>
    body.map((run: { flow_run: { id: string } }) => run.flow_run.id),
  );
  expect(new Set(seen)).toEqual(new Set(created.map(({ id }) => id)));
  const claims = await Promise.all(
    seen.map((id, place) => setState(place % 2 === 0 ? one : other, id, { type: "PENDING" })),
  );
  expect(claims.filter(({ body }) => body.status === "ACCEPT")).toHaveLength(created.length);
});

test("schedules that both servers see to make each run once, also when a server was down for a while", async () => {
  const schedules = [{ schedule: { interval: 3600, anchor_date: "2026-01-01T00:00:00Z" } }];
  const deployments = await inTurns(12, (server) => createDeployment(server, { schedules }));
  const flow_runs = { deployment_id: { any_: deployments.map(({ id }) => id) } };
  const count = async () => (await one.post("/flow_runs/count", { flow_runs })).body;
  const passes = (now: Timestamp) =>
    Promise.all(
      [one, other, one, other].map(({ database }) =>
        scheduleDueRuns({ ...testContext(database), now: () => now }),
      ),
    );
  await passes(currentTimestamp());
  await expect.poll(count).toBe(36);
  await passes(addSeconds(currentTimestamp(), 36_000));
  expect(await count()).toBe(72);
  const { body } = await other.post("/flow_runs/filter", { flow_runs });
  const times = body.map(
    (run: { deployment_id: string; expected_start_time: string }) =>
      `${run.deployment_id} ${run.expected_start_time}`,
  );
  expect(new Set(times).size).toBe(72);
});

test("an event that is committed after one with a higher number is not passed over", async () => {
  const flow = await createFlow(one);
  using feed = await one.connect("/events/out");
  const filter = { resource: { id: [flow.id] }, occurred: { until: "2099-01-01T00:00:00Z" } };
  feed.send({ type: "filter", filter });
  const insert = (transaction: Connection, id: string) =>
    insertEvents(transaction, [
      {
        id,
        occurred: currentTimestamp(),
        event: "made.up",
        resource: { "prefect.resource.id": flow.id },
        related: [],
        payload: {},
        follows: null,
        received: currentTimestamp(),
      },
    ]);
  const begin = async () => {
    const transaction = await one.database.reader.startTransaction().execute();
    await sql`select pg_current_xact_id()`.execute(transaction);
    return transaction;
  };
  const [ready, early, late] = [newId(), newId(), newId()];
  const [first, second] = [await begin(), await begin()];
  await insert(second, late);
  await insert(first, early);
  await first.commit().execute();
  expect((await feed.next()).event.id).toBe(early);
  await second.commit().execute();
  expect((await feed.next()).event.id).toBe(late);
  await one.database.write((transaction) => insert(transaction, ready));
  expect((await feed.next()).event.id).toBe(ready);
});

test("an automation counts the events of both servers, and fires once for what it is to fire for", async () => {
  const trigger = { type: "event", posture: "Reactive", expect: ["both.went"], threshold: 10 };
  const automation = { name: "both", trigger, actions: [{ type: "do-nothing" }] };
  const { body } = await one.post("/automations/", automation);
  using feed = await one.connect("/events/out");
  const filter = {
    event: { name: ["prefect.automation.action.executed"] },
    resource: { id: [`prefect.automation.${body.id}`] },
    occurred: { until: "2099-01-01T00:00:00Z" },
  };
  feed.send({ type: "filter", filter });
  const resource = { "prefect.resource.id": "both" };
  await inTurns(200, (server) =>
    server.post("/events", [{ id: newId(), occurred: currentTimestamp(), event: "both.went", resource }]),
  );
  const invocations = new Set<string>();
  while (invocations.size < 20) invocations.add((await feed.next()).event.payload.invocation);
  const counts = await other.post("/events/count-by/event", { filter: { resource: filter.resource } });
  const countOf = (name: string) => counts.body.find(({ value }: { value: string }) => value === name)?.count;
  expect(countOf("prefect.automation.triggered")).toBe(20);
  expect(countOf("prefect.automation.action.executed")).toBe(20);
});
