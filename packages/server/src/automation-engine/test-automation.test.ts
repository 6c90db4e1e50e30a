import { addSeconds, currentTimestamp, newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

const MINUTE = 60;

onEachServer((server) => {
  const create = async (trigger: object, actions: object[]): Promise<string> => {
    // Nothing but a trial is to do anything.
    const enabled = false;
    const body = {
      name: "tried",
      enabled,
      trigger: { type: "event", posture: "Reactive", ...trigger },
      actions,
    };
    const answer = await server.post("/automations/", body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  };
  const happened = async (event: string, minutesAgo: number, payload: object = {}): Promise<string> => {
    const id = newId();
    const occurred = addSeconds(currentTimestamp(), -minutesAgo * MINUTE);
    const sent = { id, occurred, event, resource: { "prefect.resource.id": "thing" }, payload };
    expect((await server.post("/events", [sent])).status).toBe(204);
    return id;
  };

  test("a trial says when an automation would have fired, and renders its actions for the last time", async () => {
    const event = `tried.${newId()}`;
    for (const [minutes, n] of [
      [50, 1],
      [49, 2],
      [20, 3],
      [10, 4],
      [9, 5],
    ] as const)
      await happened(event, minutes, { n });
    await happened(`${event}.not`, 9.5, { n: 6 });
    // Some events by their names, and others by a pattern of them.
    const expected = [event, `absent.${newId()}.*`];
    const id = await create({ expect: expected, threshold: 2, within: 5 * MINUTE }, [
      { type: "do-nothing" },
      { type: "cancel-flow-run" },
      { type: "send-notification", block_document_id: newId(), subject: "s", body: "{{ event.payload.n }}" },
    ]);
    const { status, body } = await server.post(`/automations/${id}/test`, {
      since: addSeconds(currentTimestamp(), -60 * MINUTE),
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ covered: 5, is_whole: true, fired: 2 });
    expect(body.firings.map(({ event }: { event: { payload: { n: number } } }) => event.payload.n)).toEqual([
      2, 5,
    ]);
    expect(body.event.payload).toEqual({ n: 5 });
    expect(body.actions.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      "would-do",
      "would-fail",
      "would-fail",
    ]);
    expect(body.actions[1].summary).toContain("No flow run could be inferred");
  });

  test("a trial tells what an action would be given, and does nothing", async () => {
    const event = `tried.${newId()}`;
    const { body: type } = await server.get("/block_types/slug/slack-webhook");
    const { body: schemas } = await server.post("/block_schemas/filter", {
      block_schemas: { block_type_id: { any_: [type.id] } },
    });
    const { body: block } = await server.post("/block_documents/", {
      name: `chat-${newId()}`,
      data: { url: "http://127.0.0.1:9/hook" },
      block_type_id: type.id,
      block_schema_id: schemas[0].id,
    });
    const { body: pool } = await server.post("/work_pools/", { name: `pool-${newId()}`, type: "process" });
    const id = await create({ expect: [event] }, [
      {
        type: "send-notification",
        block_document_id: block.id,
        subject: "{{ automation.name }}",
        body: "{{ event.payload.n + 1 }} {{ event.resource.id }}",
      },
      { type: "pause-work-pool", source: "selected", work_pool_id: pool.id },
    ]);
    const eventId = await happened(event, 1, { n: 1 });
    const { body } = await server.post(`/automations/${id}/test`, { event_id: eventId });
    expect(body.actions).toEqual([
      {
        type: "send-notification",
        outcome: "would-do",
        summary: `Send a message with the block "${block.name}" (Slack Webhook).`,
        details: { subject: "tried", body: "2 thing" },
      },
      {
        type: "pause-work-pool",
        outcome: "would-do",
        summary: `Pause the work pool "${pool.name}".`,
        details: {},
      },
    ]);
    expect((await server.get(`/work_pools/${pool.name}`)).body.is_paused).toBe(false);
    const sent = await server.post(`/automations/${id}/test`, { event_id: eventId, send: true });
    expect(sent.body.actions.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      "failed",
      "executed",
    ]);
    expect((await server.get(`/work_pools/${pool.name}`)).body.is_paused).toBe(true);
    const filter = {
      resource: { id: [`prefect.automation.${id}`] },
      event: { prefix: ["prefect.automation.action."] },
    };
    const { body: told } = await server.post("/events/filter", { filter: { ...filter, order: "ASC" } });
    expect(told.events.map(({ event }: { event: string }) => event).toSorted()).toEqual([
      "prefect.automation.action.executed",
      "prefect.automation.action.failed",
      "prefect.automation.action.triggered",
      "prefect.automation.action.triggered",
    ]);
  });

  test("what did not come in the last while fires, also within a sequence", async () => {
    const [begun, done] = [`begun.${newId()}`, `done.${newId()}`];
    const missed = {
      type: "event",
      posture: "Proactive",
      after: [begun],
      expect: [done],
      within: 5 * MINUTE,
      for_each: ["prefect.resource.id"],
    };
    const alone = await create(missed, [{ type: "do-nothing" }]);
    const sequence = await create(
      {
        type: "sequence",
        posture: undefined,
        within: 60 * MINUTE,
        triggers: [missed, { type: "event", posture: "Reactive", expect: [done] }],
      },
      [{ type: "do-nothing" }],
    );
    await happened(begun, 40);
    await happened(done, 38);
    await happened(begun, 30);
    await happened(done, 20);
    for (const id of [alone, sequence]) {
      const { body } = await server.post(`/automations/${id}/test`, {});
      expect(body, id).toMatchObject({ fired: 1, is_whole: true });
    }
    const unknown = await server.post(`/automations/${newId()}/test`, {});
    expect(unknown.status).toBe(404);
    const noEvent = await server.post(`/automations/${alone}/test`, { event_id: newId() });
    expect(noEvent.status).toBe(404);
  });
});
