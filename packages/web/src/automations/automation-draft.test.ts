import type { Automation } from "@reeve/protocol";
import { expect, test } from "vitest";
import { NEW_ACTION } from "./action-form.ts";
import { asForm, asJson, draftOf, newDraft, toAutomation } from "./automation-draft.ts";

const kept = (own: object): Automation =>
  ({
    id: "1",
    created: "",
    updated: "",
    name: "stop",
    description: "",
    enabled: true,
    tags: [],
    trigger: {
      type: "event",
      id: "2",
      match: { "prefect.resource.id": "prefect.flow-run.*" },
      match_related: { "prefect.resource.role": "flow", "prefect.resource.name": "load" },
      after: ["prefect.flow-run.Running"],
      expect: ["prefect.flow-run.Completed"],
      for_each: ["prefect.resource.id"],
      posture: "Proactive",
      threshold: 1,
      within: 7200,
    },
    actions: [{ type: "cancel-flow-run" }],
    actions_on_trigger: [],
    actions_on_resolve: [],
    ...own,
  }) as Automation;

test("what the form can show is shown there, and written as it was", () => {
  const automation = kept({});
  const draft = draftOf(automation);
  expect(draft.json).toBeUndefined();
  expect(draft.trigger).toMatchObject({
    kind: "event",
    event: { subject: "flow-run", names: ["load"], isAbsence: true, minutes: 120 },
  });
  const { id: _, ...trigger } = automation.trigger;
  expect(toAutomation(draft)).toMatchObject({
    name: "stop",
    trigger,
    actions: [{ type: "cancel-flow-run" }],
  });
});

test("what is more than the form can show is JSON, and nothing of it is lost", () => {
  for (const own of [
    { trigger: { type: "sequence", id: "2", triggers: [], within: 5 } },
    { actions: [{ type: "do-nothing" }] },
    { actions_on_resolve: [{ type: "do-nothing" }] },
  ]) {
    const draft = draftOf(kept(own));
    expect(draft.json).toBeDefined();
    expect(toAutomation(draft)).toMatchObject(own);
  }
});

test("what is done as it begins and once it is over has a place in the form", () => {
  const own = {
    actions: [],
    actions_on_trigger: [{ type: "suspend-flow-run" }],
    actions_on_resolve: [{ type: "resume-flow-run" }],
  };
  const draft = draftOf(kept(own));
  expect(draft).toMatchObject({
    json: undefined,
    actions: [],
    beginning: [{ type: "suspend-flow-run" }],
    ending: [{ type: "resume-flow-run" }],
  });
  expect(toAutomation(draft)).toMatchObject(own);
  expect(asForm(asJson(draft))).toEqual(draft);
});

test("an event is what an automation begun from it waits for", () => {
  expect(newDraft({ event: "prefect.work-pool.not-ready", name: "gpu" }).trigger).toMatchObject({
    event: { subject: "work-pool", events: ["not-ready"], names: ["gpu"] },
  });
  expect(newDraft({ event: "shop.order.placed" }).trigger).toMatchObject({
    event: { subject: "any", events: ["shop.order.placed"] },
  });
});

test("a draft says what it lacks", () => {
  const draft = { ...newDraft({}), name: "tell" };
  expect(toAutomation(newDraft({}))).toEqual({ fault: "Give it a name." });
  expect(toAutomation(draft)).toEqual({ fault: "Choose the block it is sent through." });
  expect(toAutomation({ ...draft, json: "{" })).toHaveProperty("fault");
  const whole = { ...draft, actions: [{ ...NEW_ACTION, target: "b" }] };
  expect(JSON.parse(asJson(whole).json!)).toMatchObject({
    trigger: { expect: ["prefect.flow-run.Failed", "prefect.flow-run.Crashed"] },
    actions: [{ type: "send-notification", block_document_id: "b" }],
  });
});

test("JSON that the form can show is shown there, with what the server would fill in", () => {
  const draft = { ...newDraft({}), name: "tell" };
  const trigger = { posture: "Reactive", match: { "prefect.resource.id": "prefect.work-pool.*" } };
  const json = JSON.stringify({
    trigger: { ...trigger, expect: ["prefect.work-pool.paused"] },
    actions: [{ type: "run-deployment", source: "selected", deployment_id: "d", parameters: { month: 3 } }],
  });
  expect(asForm({ ...draft, json })).toMatchObject({
    json: undefined,
    trigger: { event: { subject: "work-pool", events: ["paused"] } },
    actions: [{ type: "run-deployment", target: "d", parameters: '{"month":3}' }],
  });
  const odd = '{"trigger":{"type":"event"},"actions":[],"actions_on_resolve":"none"}';
  expect(asForm({ ...draft, json: odd })).toBeUndefined();
  expect(toAutomation({ ...draft, json: odd })).toEqual({ fault: "Each of the actions is a list." });
  expect(asForm({ ...draft, json: "{" })).toBeUndefined();
  expect(
    asForm({ ...draft, json: '{"trigger":{"type":"sequence","triggers":[]},"actions":[]}' }),
  ).toBeUndefined();
});
