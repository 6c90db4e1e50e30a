import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const TRIGGER = {
  type: "event",
  posture: "Reactive",
  expect: ["shop.sold"],
  match: { "prefect.resource.id": "shop.*" },
  threshold: 2,
  within: 60,
};
const AUTOMATION = { name: "sales", trigger: TRIGGER, actions: [{ type: "do-nothing" }] };

onEachServer((server) => {
  const create = async (own: object = {}) => {
    const answer = await server.post("/automations/", { ...AUTOMATION, ...own });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const get = async (id: string) => (await server.get(`/automations/${id}`)).body;

  test("an automation is created in full, and read as it was answered", async () => {
    const automation = await create({ tags: ["a"] });
    expect(automation).toEqual({
      id: expect.any(String),
      created: expect.any(String),
      updated: automation.created,
      name: "sales",
      description: "",
      enabled: true,
      tags: ["a"],
      trigger: {
        ...TRIGGER,
        id: expect.any(String),
        match_related: {},
        after: [],
        for_each: [],
      },
      actions: [{ type: "do-nothing" }],
      actions_on_trigger: [],
      actions_on_resolve: [],
    });
    expect(await server.get(`/automations/${automation.id}`)).toMatchObject({
      status: 200,
      body: automation,
    });
    const [event] = await eventsOf(server, `prefect.automation.${automation.id}`);
    expect(event).toMatchObject({
      event: "prefect.automation.created",
      resource: { "prefect.resource.name": "sales" },
      payload: automation,
    });
  });

  test("triggers nest, and have ids of the server's own at every level", async () => {
    const id = newId();
    const sequence = { type: "sequence", id, triggers: [{ ...TRIGGER, id }, TRIGGER], within: "PT5M" };
    const compound = { type: "compound", triggers: [sequence, TRIGGER], within: null, require: "all" };
    const { trigger } = await create({ trigger: compound });
    expect(trigger).toMatchObject({
      type: "compound",
      within: null,
      require: "all",
      triggers: [{ type: "sequence", within: 300, triggers: [{ threshold: 2 }, {}] }, { type: "event" }],
    });
    const ids = JSON.stringify(trigger).match(/"id":"[^"]+"/g)!;
    expect(new Set(ids).size).toBe(5);
    expect(ids).not.toContain(`"id":"${id}"`);
  });

  test("a proactive trigger without a time waits for ten seconds, a metric looks back for five minutes", async () => {
    const proactive = { type: "event", posture: "Proactive", expect: ["a"] };
    expect((await create({ trigger: proactive })).trigger.within).toBe(10);
    const metric = { name: "successes", threshold: 0.9, operator: "<" };
    expect((await create({ trigger: { type: "metric", metric } })).trigger).toMatchObject({
      posture: "Metric",
      metric: { ...metric, range: 300, firing_for: 300 },
    });
  });

  test("an action's payload may be an object, which is written out", async () => {
    const webhook = {
      type: "call-webhook",
      block_document_id: newId(),
      payload: { run: "{{ flow_run.id }}" },
    };
    expect((await create({ actions: [webhook] })).actions).toEqual([
      { ...webhook, payload: '{\n  "run": "{{ flow_run.id }}"\n}' },
    ]);
  });

  test.each<[string, object, string]>([
    [
      "a proactive trigger of a few seconds",
      { trigger: { ...TRIGGER, posture: "Proactive", within: 5 } },
      "10 seconds",
    ],
    [
      "a compound that requires too much",
      { trigger: { type: "compound", triggers: [TRIGGER], within: 1, require: 2 } },
      "cannot require 2",
    ],
    [
      "a compound that requires nothing",
      { trigger: { type: "compound", triggers: [TRIGGER], within: 1, require: 0 } },
      "at least 1",
    ],
    ["a duration of words", { trigger: { ...TRIGGER, within: "Pnow" } }, "is not understood"],
    [
      "a selected deployment without its id",
      { actions: [{ type: "run-deployment" }] },
      "needs its deployment_id",
    ],
    [
      "an inferred queue with an id",
      { actions: [{ type: "pause-work-queue", source: "inferred", work_queue_id: newId() }] },
      "has no work_queue_id",
    ],
    [
      "a template that is none",
      { actions: [{ type: "send-notification", block_document_id: newId(), body: "a\n{{ x" }] },
      "body is no well-formed template: line 2",
    ],
    [
      "a loop of its own runs",
      {
        trigger: { ...TRIGGER, expect: ["prefect.flow-run.Running"] },
        actions: [{ type: "run-deployment", source: "inferred" }],
      },
      "without end",
    ],
    [
      "a loop of a deployment's runs",
      {
        trigger: { ...TRIGGER, match: {}, expect: ["prefect.flow-run.*"] },
        actions: [{ type: "run-deployment", deployment_id: newId() }],
      },
      "Narrow the trigger",
    ],
  ])("%s is refused", async (_, own, reason) => {
    const answer = await server.post("/automations/", { ...AUTOMATION, ...own });
    expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining(reason) } });
  });

  test.each<[string, object, unknown]>([
    [
      "a field of an action",
      { actions: [{ type: "send-notification", body: "x" }] },
      ["body", "actions", 0, "block_document_id"],
    ],
    [
      "a field of a nested trigger",
      { trigger: { type: "sequence", within: 1, triggers: [TRIGGER, { type: "event", posture: "Lazy" }] } },
      ["body", "trigger", "triggers", 1, "posture"],
    ],
    ["a field that is none", { nme: "x" }, ["body", "nme"]],
  ])("a fault in %s is named where it is, and alone", async (_, own, place) => {
    const answer = await server.post("/automations/", { ...AUTOMATION, ...own });
    expect(answer.status).toBe(422);
    expect(answer.body.exception_detail.map(({ loc }: { loc: unknown }) => loc)).toEqual([place]);
  });

  test("a disabled automation may be one that would loop, and is not enabled then", async () => {
    const loop = {
      trigger: { ...TRIGGER, expect: ["prefect.flow-run.Running"] },
      actions: [{ type: "run-deployment", source: "inferred" }],
    };
    const { id } = await create({ ...loop, enabled: false });
    expect((await server.call("PATCH", `/automations/${id}`, { enabled: true })).status).toBe(422);
    expect((await get(id)).enabled).toBe(false);
  });

  test("an automation is replaced as a whole", async () => {
    const before = await create({ description: "old", tags: ["a"] });
    const answer = await server.call("PUT", `/automations/${before.id}`, { ...AUTOMATION, name: "new" });
    expect(answer.status).toBe(204);
    const after = await get(before.id);
    expect(after).toMatchObject({ name: "new", description: "", tags: [], created: before.created });
    expect(after.updated > before.updated).toBe(true);
    expect(after.trigger.id).not.toBe(before.trigger.id);
  });

  test("an automation is disabled and enabled, and nothing else of it changes", async () => {
    const { id, updated: _, ...rest } = await create();
    expect((await server.call("PATCH", `/automations/${id}`, { enabled: false })).status).toBe(204);
    expect(await get(id)).toMatchObject({ ...rest, enabled: false });
    expect((await server.call("PATCH", `/automations/${id}`, { enabled: true })).status).toBe(204);
    expect((await get(id)).enabled).toBe(true);
    expect((await server.call("PATCH", `/automations/${id}`, { name: "x" })).status).toBe(422);
    const events = await eventsOf(server, `prefect.automation.${id}`);
    expect(events.map(({ event }) => event)).toEqual([
      "prefect.automation.created",
      "prefect.automation.updated",
      "prefect.automation.updated",
    ]);
  });

  test("a deleted automation is gone", async () => {
    const { id } = await create();
    expect((await server.call("DELETE", `/automations/${id}`)).status).toBe(204);
    expect((await server.get(`/automations/${id}`)).status).toBe(404);
  });

  test("an unknown automation is 404 for every call", async () => {
    for (const [method, body] of [
      ["GET"],
      ["PUT", AUTOMATION],
      ["PATCH", { enabled: true }],
      ["DELETE"],
    ] as const) {
      const answer = await server.call(method, `/automations/${newId()}`, body);
      expect(answer, method).toMatchObject({ status: 404, body: { exception_message: expect.any(String) } });
    }
  });

  test("automations are found by the deployments they run and by their owners", async () => {
    const [deployment, owner] = [newId(), `prefect.deployment.${newId()}`];
    const runs = { name: "b", actions: [{ type: "run-deployment", deployment_id: deployment }] };
    const running = await create(runs);
    const owned = await create({ name: "a", owner_resource: owner });
    expect((await server.get(`/automations/related-to/prefect.deployment.${deployment}`)).body).toEqual([
      running,
    ]);
    expect((await server.get(`/automations/related-to/${owner}`)).body).toEqual([owned]);

    expect(await server.call("DELETE", `/automations/owned-by/${owner}`)).toMatchObject({
      status: 202,
      body: null,
    });
    expect((await server.get(`/automations/${owned.id}`)).status).toBe(404);
    expect(
      (await server.call("DELETE", `/automations/owned-by/prefect.deployment.${deployment}`)).status,
    ).toBe(202);
    expect((await server.get(`/automations/${running.id}`)).status).toBe(200);

    await server.call("PUT", `/automations/${running.id}`, AUTOMATION);
    expect((await server.get(`/automations/related-to/prefect.deployment.${deployment}`)).body).toEqual([]);
  });

  test("automations are listed by name, filtered, sorted and counted", async () => {
    const tag = newId();
    const ids: Record<string, string> = {};
    for (const name of ["c", "a", "b"]) ids[name] = (await create({ name, tags: [tag, name] })).id;
    const automations = { tags: { all_: [tag] } };
    const names = async (own: object) =>
      (await server.post("/automations/filter", own)).body.map(({ name }: { name: string }) => name);
    expect(await names({ automations })).toEqual(["a", "b", "c"]);
    expect(await names({ automations, sort: "NAME_DESC", limit: 2 })).toEqual(["c", "b"]);
    expect(await names({ automations, sort: "CREATED_DESC" })).toEqual(["b", "a", "c"]);
    await server.call("PATCH", `/automations/${ids.c}`, { enabled: false });
    expect(await names({ automations, sort: "UPDATED_DESC" })).toEqual(["c", "b", "a"]);
    expect(await names({ automations: { ...automations, name: { any_: ["a", "c"] } } })).toEqual(["a", "c"]);
    expect(
      await names({ automations: { ...automations, created: { before_: "2000-01-01T00:00:00Z" } } }),
    ).toEqual([]);
    expect((await server.post("/automations/count", { automations })).body).toBe(3);
    expect((await server.post("/automations/count")).body).toBeGreaterThanOrEqual(3);
  });
});
