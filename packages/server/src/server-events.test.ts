import { newId } from "@reeve/protocol";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { blockMaker, createBlockType } from "../test/sample-blocks.ts";
import { createDeployment, createFlow, createFlowRun, eventsOf, setState } from "../test/sample-requests.ts";
import { onEachServer, type TestServer } from "../test/start-test-server.ts";
import { testContext } from "../test/test-context.ts";
import { createFiredAutomation } from "../test/watch-automation.ts";
import { AutomationWatch } from "./automation-engine/automation-watch.ts";
import { evaluateEvents } from "./automation-engine/evaluate-events.ts";
import { evaluateMetrics } from "./automation-engine/evaluate-metrics.ts";
import { markUnreadyLoop } from "./loops/mark-unready.ts";

/** Every event that the wire's servers make themselves; of the states of runs, those that tell something of their own. */
const NAMES = [
  ...["flow-run.Scheduled", "flow-run.Running", "flow-run.Suspended", "flow-run.AwaitingRetry"],
  ...["deployment.created", "deployment.updated", "deployment.deleted"],
  ...["deployment.ready", "deployment.not-ready"],
  ...["work-pool.created", "work-pool.updated", "work-pool.deleted"],
  ...["work-pool.ready", "work-pool.not-ready", "work-pool.paused"],
  ...["work-queue.created", "work-queue.updated", "work-queue.deleted"],
  ...["work-queue.ready", "work-queue.not-ready", "work-queue.paused"],
  ...["flow.created", "flow.updated", "flow.deleted"],
  ...["variable.created", "variable.updated", "variable.deleted"],
  ...["block-type.created", "block-type.updated", "block-type.deleted"],
  ...["block-document.created", "block-document.updated", "block-document.deleted"],
  ...["concurrency-limit.created", "concurrency-limit.updated", "concurrency-limit.deleted"],
  ...["artifact-collection.created", "artifact-collection.updated", "artifact-collection.deleted"],
  ...["automation.created", "automation.updated", "automation.deleted"],
  ...["automation.triggered", "automation.resolved"],
  ...["automation.action.triggered", "automation.action.executed", "automation.action.failed"],
  "block.webhook.loaded",
] as const;
type Name = (typeof NAMES)[number];

/** What is to be told of what was just done, and in which row it was written. */
type Told = {
  /** `kind.id`, without what all ids begin with. */
  id: string;
  resource?: object;
  /** `kind.id as role`, in any order; without a name where there is none to tell. */
  related?: readonly string[];
  payload?: object;
  row?: { table: string; id: string };
};

type Provoke = (server: TestServer) => Promise<Told>;

const patch = (server: TestServer, path: string, body: object) => server.call("PATCH", path, body);
const remove = (server: TestServer, path: string) => server.call("DELETE", path);
const nameOf = (kind: string) => `${kind}-${newId()}`;

/** Creates, updates and deletes a resource whose events have all the same payload, whatever became of it. */
function lifeCycle<Kind extends string>(
  kind: Kind,
  table: string,
  create: (server: TestServer) => Promise<{ id: string; path: string; change: object; told: Partial<Told> }>,
): Record<`${Kind}.${"created" | "updated" | "deleted"}`, Provoke> {
  const made = async (server: TestServer) => {
    const { id, path, change, told } = await create(server);
    return { path, change, told: { id: `${kind}.${id}`, row: { table, id }, ...told } };
  };
  return {
    [`${kind}.created`]: async (server: TestServer) => (await made(server)).told,
    [`${kind}.updated`]: async (server: TestServer) => {
      const { path, change, told } = await made(server);
      expect((await patch(server, path, change)).status).toBeLessThan(300);
      return { ...told, payload: { ...told.payload, ...change } };
    },
    [`${kind}.deleted`]: async (server: TestServer) => {
      const { path, told } = await made(server);
      expect((await remove(server, path)).status).toBeLessThan(300);
      return { ...told, row: undefined };
    },
  } as Record<`${Kind}.${"created" | "updated" | "deleted"}`, Provoke>;
}

async function createPool(server: TestServer, own: object = {}) {
  const name = nameOf("pool");
  const { body } = await server.post("/work_pools/", { name, type: "process", ...own });
  const resource = {
    "prefect.resource.name": name,
    "prefect.work-pool.type": "process",
  };
  return {
    ...(body as { id: string; name: string; default_queue_id: string }),
    path: `/work_pools/${name}`,
    resource,
  };
}

async function poolTold(server: TestServer) {
  const pool = await createPool(server);
  const row = { table: "work_pools", id: pool.id };
  const status = { id: `work-pool.${pool.id}`, resource: pool.resource, related: [], payload: {}, row };
  const resource = { ...pool.resource, "prefect.resource.role": "work-pool" };
  return {
    pool,
    status,
    told: { ...status, resource, related: [`work-queue.${pool.default_queue_id} as default-queue`] },
  };
}

async function queueTold(server: TestServer) {
  const pool = await createPool(server);
  const name = nameOf("queue");
  const { body } = await server.post(`${pool.path}/queues`, { name });
  const resource = { "prefect.resource.name": name, "prefect.resource.role": "work-queue" };
  const row = { table: "work_queues", id: body.id };
  const related = [`work-pool.${pool.id} as work-pool`];
  const told: Told = { id: `work-queue.${body.id}`, resource, related, payload: {}, row };
  return { pool, name, path: `${pool.path}/queues/${name}`, told };
}

/** A deployment with everything that its events are related to. */
async function deploymentTold(server: TestServer) {
  const pool = await createPool(server);
  const flow = await createFlow(server, { tags: ["of-flow"] });
  const storage = await (await blockMaker(server)).create({});
  const deployment = await createDeployment(server, {
    flow_id: flow.id,
    tags: ["of-deployment"],
    work_pool_name: pool.name,
    storage_document_id: storage.id,
    concurrency_limit: 3,
  });
  const { body: limits } = await server.post("/v2/concurrency_limits/filter", { limit: 200 });
  const limit = limits.find(({ name }: { name: string }) => name === `deployment:${deployment.id}`);
  const around = [
    `flow.${flow.id} as flow`,
    `work-queue.${pool.default_queue_id} as work-queue`,
    `work-pool.${pool.id} as work-pool`,
  ];
  const related = [
    ...around,
    `block-document.${storage.id} as storage`,
    `concurrency-limit.${limit.id} as concurrency-limit`,
  ];
  const resource = { "prefect.resource.name": deployment.name };
  const row = { table: "deployments", id: deployment.id };
  const told: Told = { id: `deployment.${deployment.id}`, resource, related, payload: {}, row };
  return { deployment, pool, flow, around, told, path: `/deployments/${deployment.id}` };
}

const update = (field: string, from: unknown, to: unknown) => ({
  updated_fields: [field],
  updates: { [field]: { from, to } },
});

async function runTold(server: TestServer, own: object = {}) {
  const { deployment, path, around } = await deploymentTold(server);
  const { body: run } = await server.post(`${path}/create_flow_run`, {
    tags: ["of-run"],
    state: { type: "PENDING" },
    ...own,
  });
  const related = [
    ...around,
    `deployment.${deployment.id} as deployment`,
    ...["of-deployment", "of-flow", "of-run"].map((tag) => `tag.${tag} as tag`),
  ];
  const row = { table: "flow_runs", id: run.id };
  return { run, deployment, related, told: { id: `flow-run.${run.id}`, related, row } as Told };
}

async function firedWith(server: TestServer, action: object, isFailed = false) {
  const automation = await createFiredAutomation(server, [action]);
  const done = await automation.outcome();
  expect(done.event.endsWith("failed"), JSON.stringify(done.payload)).toBe(isFailed);
  const state = done.related.find((one) => one["prefect.resource.role"] === "automation-triggered-event");
  const by = done.related.find((one) => one["prefect.resource.role"] === "triggering-event");
  const [stateId, eventId] = [state, by].map((one) => one!["prefect.resource.id"]!.slice("prefect.".length));
  const related = [`${stateId} as automation-triggered-event`, `${eventId} as triggering-event`];
  const resource = { "prefect.resource.name": "fired", "prefect.posture": "Reactive" };
  const payload = {
    action_index: 0,
    action_type: (action as { type: string }).type,
    invocation: done.payload.invocation,
  };
  return { id: `automation.${automation.id}`, resource, related, payload, eventId, done };
}

const CASES: Record<Name, Provoke> = {
  "flow-run.Scheduled": async (server) => {
    const { deployment, related } = await runTold(server);
    const action = { type: "run-deployment", source: "selected", deployment_id: deployment.id };
    const { done, id } = await firedWith(server, action);
    const run = done.related.find((one) => one["prefect.resource.role"] === "flow-run")!;
    const others = related.filter((one) => one !== "tag.of-run as tag");
    return {
      id: run["prefect.resource.id"]!.slice("prefect.".length),
      related: [...others, `${id} as creator`],
      payload: { initial_state: null, intended: { from: null, to: "SCHEDULED" } },
    };
  },
  "flow-run.Running": async (server) => {
    const parent = await createFlowRun(server);
    const { body: taskRun } = await server.post("/task_runs/", {
      name: "parent",
      flow_run_id: parent.id,
      task_key: "k",
      dynamic_key: "0",
      tags: ["of-parent"],
    });
    const { run, told } = await runTold(server, { parent_task_run_id: taskRun.id });
    const { body } = await setState(server, run.id, { type: "RUNNING", message: "off it goes" });
    return {
      ...told,
      related: [...told.related!, `task-run.${taskRun.id} as task-run`, "tag.of-parent as tag"],
      resource: {
        "prefect.resource.name": run.name,
        "prefect.run-count": "1",
        "prefect.state-message": "off it goes",
        "prefect.state-name": "Running",
        "prefect.state-timestamp": body.state.timestamp.replace("Z", "+00:00"),
        "prefect.state-type": "RUNNING",
      },
      payload: {
        intended: { from: "PENDING", to: "RUNNING" },
        initial_state: { type: "PENDING", name: "Pending" },
        validated_state: { type: "RUNNING", name: "Running", message: "off it goes" },
      },
    };
  },
  "flow-run.Suspended": async (server) => {
    const { run, told } = await runTold(server);
    await setState(server, run.id, { type: "RUNNING" });
    const state_details = { pause_reschedule: true, pause_timeout: "2099-01-01T00:00:00Z" };
    await setState(server, run.id, { type: "PAUSED", name: "Suspended", state_details });
    const state = { type: "PAUSED", name: "Suspended", pause_reschedule: "true" };
    return { ...told, payload: { validated_state: state } };
  },
  "flow-run.AwaitingRetry": async (server) => {
    const { run, told } = await runTold(server, { empirical_policy: { retries: 1, retry_delay: 60 } });
    await setState(server, run.id, { type: "RUNNING" });
    await setState(server, run.id, { type: "FAILED" });
    return { ...told, payload: { intended: { from: "RUNNING", to: "SCHEDULED" } } };
  },
  "deployment.created": async (server) => (await deploymentTold(server)).told,
  "deployment.updated": async (server) => {
    const { told, path } = await deploymentTold(server);
    await patch(server, path, { description: "d" });
    return { ...told, payload: update("description", null, "d") };
  },
  "deployment.deleted": async (server) => {
    const { told, path } = await deploymentTold(server);
    await remove(server, path);
    return { ...told, row: undefined };
  },
  "deployment.ready": async (server) => {
    const { deployment, told } = await deploymentTold(server);
    await server.post("/deployments/get_scheduled_flow_runs", { deployment_ids: [deployment.id] });
    return told;
  },
  "deployment.not-ready": async (server) => {
    const { deployment, told } = await deploymentTold(server);
    await server.post("/deployments/get_scheduled_flow_runs", { deployment_ids: [deployment.id] });
    await markUnreadyLoop(testContext(server.database, 120)).tick();
    return told;
  },
  "work-pool.created": async (server) => (await poolTold(server)).told,
  "work-pool.updated": async (server) => {
    const { pool, told } = await poolTold(server);
    await patch(server, pool.path, { concurrency_limit: 7 });
    return { ...told, payload: update("concurrency_limit", null, 7) };
  },
  "work-pool.deleted": async (server) => {
    const { pool, told } = await poolTold(server);
    await remove(server, pool.path);
    return { ...told, row: undefined };
  },
  "work-pool.ready": async (server) => {
    const { pool, status } = await poolTold(server);
    await server.post(`${pool.path}/workers/heartbeat`, { name: "w" });
    return status;
  },
  "work-pool.not-ready": async (server) => (await poolTold(server)).status,
  "work-pool.paused": async (server) => {
    const { pool, status } = await poolTold(server);
    await patch(server, pool.path, { is_paused: true });
    return status;
  },
  "work-queue.created": async (server) => (await queueTold(server)).told,
  "work-queue.updated": async (server) => {
    const { path, told } = await queueTold(server);
    await patch(server, path, { priority: 9 });
    return { ...told, payload: update("priority", 2, 9) };
  },
  "work-queue.deleted": async (server) => {
    const { path, told } = await queueTold(server);
    await remove(server, path);
    return { ...told, row: undefined };
  },
  "work-queue.ready": async (server) => {
    const { pool, name, told } = await queueTold(server);
    await server.post(`${pool.path}/get_scheduled_flow_runs`, { work_queue_names: [name] });
    return told;
  },
  "work-queue.not-ready": async (server) => {
    const { pool, name, told } = await queueTold(server);
    await server.post(`${pool.path}/get_scheduled_flow_runs`, { work_queue_names: [name] });
    await markUnreadyLoop(testContext(server.database, 120)).tick();
    return told;
  },
  "work-queue.paused": async (server) => {
    const { path, told } = await queueTold(server);
    await patch(server, path, { is_paused: true });
    return told;
  },
  ...lifeCycle("flow", "flows", async (server) => {
    const { id, name } = await createFlow(server, { tags: ["a"], labels: { l: 1 } });
    const told = { resource: { "prefect.resource.name": name }, related: [], payload: { name, tags: ["a"] } };
    return { id, path: `/flows/${id}`, change: { tags: ["b"] }, told };
  }),
  ...lifeCycle("variable", "variables", async (server) => {
    const name = `v_${newId().replaceAll("-", "_")}`;
    const payload = { name, value: { x: 1 }, tags: ["a"] };
    const { body } = await server.post("/variables/", payload);
    const told = { resource: { "prefect.resource.name": name }, related: [], payload };
    return { id: body.id, path: `/variables/${body.id}`, change: { value: 2 }, told };
  }),
  ...lifeCycle("block-type", "block_types", async (server) => {
    const { id, name, slug } = await createBlockType(server);
    const payload = { name, slug, is_protected: false };
    const told = { resource: { "prefect.resource.name": name }, related: [], payload };
    return { id, path: `/block_types/${id}`, change: { description: "d" }, told };
  }),
  ...lifeCycle("block-document", "block_documents", async (server) => {
    const { type, schema, create } = await blockMaker(server, { secrets: ["pw"], capabilities: ["notify"] });
    const { id, name } = await create({ pw: "secret", text: "t", count: 1 });
    const block_schema = { capabilities: ["notify"], block_type: { id: type.id, name: type.name } };
    const told = {
      resource: { "prefect.resource.name": name },
      related: [`block-type.${type.id} as block-type`, `block-schema.${schema.id} as block-schema`],
      payload: { name, data: { text: "t" }, block_schema },
    };
    return { id, path: `/block_documents/${id}`, change: { data: { text: "u" } }, told };
  }),
  ...lifeCycle("concurrency-limit", "concurrency_limits", async (server) => {
    const payload = { name: nameOf("limit"), limit: 5, active: true, slot_decay_per_second: 0.5 };
    const { body } = await server.post("/v2/concurrency_limits/", payload);
    const told = { resource: { "prefect.resource.name": payload.name }, related: [], payload };
    return { id: body.id, path: `/v2/concurrency_limits/${body.id}`, change: { limit: 6 }, told };
  }),
  ...lifeCycle("artifact-collection", "artifact_collections", async (server) => {
    const [key, flow_run_id, task_run_id] = [nameOf("key"), newId(), newId()];
    const payload = { key, type: "markdown", data: "# A", description: "d" };
    const { body } = await server.post("/artifacts/", { ...payload, flow_run_id, task_run_id });
    const { body: collection } = await server.get(`/artifacts/${key}/latest`);
    const told = {
      resource: { "prefect.resource.name": key },
      related: [
        `artifact.${body.id} as latest`,
        `flow-run.${flow_run_id} as flow-run`,
        `task-run.${task_run_id} as task-run`,
      ],
      payload,
      row: undefined,
    };
    return { id: collection.id, path: `/artifacts/${body.id}`, change: { data: "# B" }, told };
  }),
  ...lifeCycle("automation", "automations", async (server) => {
    const { id } = await createFiredAutomation(server, [{ type: "do-nothing" }]);
    const { body: payload } = await server.get(`/automations/${id}`);
    const { updated: _, ...lasting } = payload;
    const told = { resource: { "prefect.resource.name": "fired" }, related: [], payload: lasting };
    return { id, path: `/automations/${id}`, change: { enabled: false }, told };
  }),
  "automation.triggered": async (server) => {
    const { id, resource, eventId } = await firedWith(server, { type: "do-nothing" });
    const triggering_event = {
      id: eventId!.slice("event.".length),
      resource: { "prefect.resource.id": "go" },
    };
    const related = [`${eventId} as triggering-event`];
    return { id, resource, related, payload: { triggering_labels: {}, triggering_event } };
  },
  "automation.resolved": async (server) => {
    const flow = await createFlow(server);
    const end = async (type: string) => {
      const run = await createFlowRun(server, { flow_id: flow.id });
      await setState(server, run.id, { type: "RUNNING" });
      await setState(server, run.id, { type });
    };
    const metric = { name: "successes", operator: "<", threshold: 0.5, range: 86_400, firing_for: 300 };
    const trigger = {
      type: "metric",
      metric,
      match_related: { "prefect.resource.id": `prefect.flow.${flow.id}` },
    };
    const { id } = await createFiredAutomation(server, [], { trigger });
    const watch = new AutomationWatch();
    // The server's own engine has the place of the readers at times.
    await expect
      .poll(() => evaluateEvents(testContext(server.database), watch).then(() => watch.index.metrics.length))
      .toBeGreaterThan(0);
    let ahead = 0;
    const lookUntil = (event: string) =>
      expect
        .poll(async () => {
          ahead += 301;
          await evaluateMetrics(testContext(server.database, ahead), watch);
          return (await eventsOf(server, `prefect.automation.${id}`)).map(({ event }) => event);
        })
        .toContain(event);
    await end("FAILED");
    await lookUntil("prefect.automation.triggered");
    for (let run = 0; run < 3; run++) await end("COMPLETED");
    await lookUntil("prefect.automation.resolved");
    const payload = { triggering_labels: {}, triggering_event: null };
    return { id: `automation.${id}`, resource: { "prefect.posture": "Metric" }, related: [], payload };
  },
  "automation.action.triggered": (server) => firedWith(server, { type: "do-nothing" }),
  "automation.action.executed": (server) => firedWith(server, { type: "do-nothing" }),
  "automation.action.failed": async (server) => {
    const told = await firedWith(server, { type: "pause-deployment", source: "inferred" }, true);
    return { ...told, payload: { ...told.payload, reason: expect.stringContaining("No deployment") } };
  },
  "block.webhook.loaded": async (server) => {
    const { body: type } = await server.get("/block_types/slug/webhook");
    const { body: schemas } = await server.post("/block_schemas/filter", {
      block_schemas: { block_type_id: { any_: [type.id] } },
    });
    const name = nameOf("hook");
    const data = { url: `${server.apiUrl}/health`, method: "GET" };
    const ids = { block_type_id: type.id, block_schema_id: schemas[0].id };
    const { body: block } = await server.post("/block_documents/", { name, data, ...ids });
    await firedWith(server, { type: "call-webhook", block_document_id: block.id });
    return {
      id: `block-document.${block.id}`,
      resource: { "prefect.resource.name": name },
      related: ["block-type.webhook as block-type"],
      payload: {},
    };
  },
};

onEachServer(
  (server) => {
    const find = async (name: Name, id: string) => {
      const rows = await server.database.reader
        .selectFrom("events")
        .select(["id", "resource", "related", "payload"])
        .where("event", "=", `prefect.${name}`)
        .where("resource_id", "=", `prefect.${id}`)
        .execute();
      return rows.map(({ id, resource, related, payload }) => ({
        id,
        resource: JSON.parse(resource),
        related: (JSON.parse(related) as Record<string, string>[]).map(
          (one) =>
            `${one["prefect.resource.id"]!.slice("prefect.".length)} as ${one["prefect.resource.role"]}`,
        ),
        payload: JSON.parse(payload),
      }));
    };
    const isOfTheChange = async (eventId: string, { table, id }: NonNullable<Told["row"]>) => {
      const { rows } = await sql<{
        together: boolean;
      }>`select events.transaction_id::xid = changed.xmin as together
      from events, ${sql.table(table)} as changed where events.id = ${eventId} and changed.id = ${id}`.execute(
        server.database.reader,
      );
      return rows[0]?.together;
    };

    test.each(NAMES)(
      "prefect.%s is told with what it is about, in the change's own transaction",
      async (name) => {
        const { id, resource = {}, related, payload = {}, row } = await CASES[name](server);
        // Not waited for: what was answered is told already.
        const found = await find(name, id);
        expect(found).toHaveLength(1);
        const event = found[0]!;
        expect(event).toMatchObject({
          resource: { "prefect.resource.id": `prefect.${id}`, ...resource },
          payload,
        });
        if (related) expect(event.related.toSorted()).toEqual(related.toSorted());
        if (row) expect(await isOfTheChange(event.id, row)).toBe(true);
      },
    );
  },
  {},
  // There each row says which transaction wrote it; the events are made by the same code for both.
  ["postgres"],
);
