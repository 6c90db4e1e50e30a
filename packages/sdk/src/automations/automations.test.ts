import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { Secret } from "../blocks/secret-block.ts";
import { emitEvent } from "../events/emit-event.ts";
import { flow } from "../flow.ts";
import type { AutomationTrigger } from "./automation.ts";
import { createAutomation, deleteAutomation } from "./create-automation.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const nothing = [{ type: "do-nothing" }] as const;
const firings = async (name: string) => {
  const { events } = await server.client.listEvents({
    body: { filter: { event: { name: ["prefect.automation.triggered"] } } },
  });
  return events.filter(({ resource }) => resource["prefect.resource.name"] === name).length;
};

test("an automation fires for the flow and the state that its trigger names, and not for others", async () => {
  await createAutomation({
    name: "Tell of rides",
    trigger: { type: "flow-run", states: ["Completed"], flow: "rides", tags: ["daily"] },
    actions: nothing,
  });
  await flow("rides", () => 1)();
  await flow("rides", { tags: ["daily"] }, () => 2)();
  await flow("other rides", { tags: ["daily"] }, () => 3)();
  await expect.poll(() => firings("Tell of rides"), { timeout: 10_000 }).toBe(1);
});

test("an automation fires for events of one's own, once there were so many", async () => {
  await createAutomation({
    name: "Three trained",
    trigger: {
      type: "event",
      expect: "model.trained",
      match: { "prefect.resource.id": "model.*", kind: ["forest", "linear"] },
      threshold: 3,
      within: "1h",
    },
    actions: nothing,
  });
  for (const kind of ["forest", "neural", "linear", "forest"]) {
    emitEvent({ event: "model.trained", resource: { "prefect.resource.id": `model.${kind}`, kind } });
  }
  await expect.poll(() => firings("Three trained"), { timeout: 10_000 }).toBe(1);
});

test("an automation fires by a schedule, which is one of three", async () => {
  const trigger = { type: "schedule", interval: "1s", timezone: "Europe/Berlin" } as const;
  await createAutomation({ name: "Each second", trigger, actions: nothing });
  await expect.poll(() => firings("Each second"), { timeout: 15_000 }).toBeGreaterThan(0);
  const both = { ...trigger, cron: "* * * * *" };
  await expect(createAutomation({ name: "Both", trigger: both, actions: nothing })).rejects.toThrow(
    "A schedule has one of cron, interval, rrule; this one has cron and interval.",
  );
});

test("every kind of trigger and action is taken by the server, by the names of what it is about", async () => {
  const { client } = server;
  const { id: flow_id } = await client.createFlow({ body: { name: "Train" } });
  const { id: deployment_id } = await client.createDeployment({ body: { flow_id, name: "daily" } });
  const { id: work_pool_id } = await client.createWorkPool({ body: { name: "gpus", type: "process" } });
  const { id: work_queue_id } = await client.createWorkQueue({
    params: { work_pool_name: "gpus" },
    body: { name: "urgent" },
  });
  const block = new Secret({ value: "a" });
  const block_document_id = await block.save("for-automations");
  const first = await createAutomation({
    name: "first",
    trigger: {
      type: "combined",
      require: "in-order",
      within: "10m",
      triggers: [
        { type: "metric", metric: "successes", operator: "<", threshold: 0.9, over: "1h", for: "10m" },
        { type: "flow-run", states: "Running", for: "2h" },
        {
          type: "combined",
          require: 1,
          triggers: [{ type: "event", posture: "proactive", expect: ["a"], within: "30s" }],
        },
      ],
    },
    actions: nothing,
  });
  const { id } = await createAutomation({
    name: "second",
    enabled: false,
    tags: ["team"],
    trigger: { type: "event", expect: ["a", "b"], after: "c", forEach: ["prefect.resource.id"] },
    actions: [
      {
        type: "run-deployment",
        deployment: "Train/daily",
        parameters: { region: "{{ event.id }}" },
        scheduleAfter: "5m",
      },
      { type: "pause-work-pool", workPool: "gpus" },
      { type: "resume-work-queue", workQueue: "gpus/urgent" },
      { type: "pause-automation", automation: "first" },
      { type: "resume-deployment" },
      { type: "change-flow-run-state", state: "FAILED", message: "too late" },
      { type: "send-notification", block, body: "{{ flow_run.name }}" },
      { type: "call-webhook", block: "secret/for-automations", payload: { run: "{{ flow_run.id }}" } },
    ],
  });
  const { trigger } = await client.getAutomation({ params: { id: first.id } });
  expect(trigger).toMatchObject({
    type: "sequence",
    within: 600,
    triggers: [
      { metric: { name: "successes", operator: "<", threshold: 0.9, range: 3600, firing_for: 600 } },
      {
        posture: "Proactive",
        after: ["prefect.flow-run.Running"],
        expect: ["prefect.flow-run.*"],
        within: 7200,
      },
      { type: "compound", require: 1, triggers: [{ posture: "Proactive", within: 30 }] },
    ],
  });
  expect(await client.getAutomation({ params: { id } })).toMatchObject({
    enabled: false,
    tags: ["team"],
    trigger: { expect: ["a", "b"], after: ["c"], for_each: ["prefect.resource.id"] },
    actions: [
      { source: "selected", deployment_id, parameters: { region: "{{ event.id }}" }, schedule_after: 300 },
      { work_pool_id },
      { work_queue_id },
      { automation_id: first.id },
      { source: "inferred" },
      { state: "FAILED", message: "too late" },
      { block_document_id, body: "{{ flow_run.name }}" },
      { block_document_id, payload: JSON.stringify({ run: "{{ flow_run.id }}" }, null, 2) },
    ],
  });
});

test("an automation of the same name is replaced only on request, and deleted by its name", async () => {
  const automation = { name: "once", trigger: { type: "event", expect: "a" }, actions: nothing } as const;
  const { id } = await createAutomation(automation);
  await expect(createAutomation(automation)).rejects.toThrow("Pass { overwrite: true } to replace it.");
  const replaced = await createAutomation({ ...automation, description: "again" }, { overwrite: true });
  expect(replaced.id).toBe(id);
  expect(await server.client.getAutomation({ params: { id } })).toMatchObject({ description: "again" });
  expect([await deleteAutomation("once"), await deleteAutomation("once")]).toEqual([true, false]);
});

test("what an action names and is not there is told of", async () => {
  const trigger: AutomationTrigger = { type: "event", expect: "a" };
  const create = (action: Parameters<typeof createAutomation>[0]["actions"][number]) =>
    createAutomation({ name: "wrong", trigger, actions: [action] });
  await expect(create({ type: "pause-automation", automation: "none" })).rejects.toThrow(
    'no automation "none"',
  );
  await expect(create({ type: "run-deployment", deployment: "Train" })).rejects.toThrow(
    'as in "Train/daily"',
  );
  await expect(create({ type: "send-notification", block: "slack-webhook/none", body: "" })).rejects.toThrow(
    'There is no block "slack-webhook/none"',
  );
  expectTypeOf<{ type: "fly" }>().not.toExtend<Parameters<typeof create>[0]>();
});
