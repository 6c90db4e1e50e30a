import type { Trigger } from "@reeve/protocol";
import { expect, test } from "vitest";
import { actionWords, triggerWords } from "./automation-words.ts";

const event = (own: object): Trigger =>
  ({
    type: "event",
    id: "1",
    match: { "prefect.resource.id": "prefect.flow-run.*" },
    match_related: {},
    after: [],
    expect: ["prefect.flow-run.Failed"],
    for_each: [],
    posture: "Reactive",
    threshold: 1,
    within: 0,
    ...own,
  }) as Trigger;

test.each([
  [event({}), "a flow run enters Failed"],
  [
    event({
      match_related: { "prefect.resource.role": "flow", "prefect.resource.name": "load" },
      expect: ["prefect.flow-run.Failed", "prefect.flow-run.Crashed"],
      threshold: 3,
      within: 3600,
    }),
    "a flow run of load enters Failed or Crashed, 3 times within 1 h",
  ],
  [
    event({
      posture: "Proactive",
      after: ["prefect.flow-run.Running"],
      expect: ["prefect.flow-run.Completed"],
      within: 7200,
    }),
    "a flow run does not enter Completed within 2 h after it entered Running",
  ],
  [
    event({
      match: { "prefect.resource.id": "prefect.work-pool.*", "prefect.resource.name": "gpu" },
      expect: ["prefect.work-pool.not-ready"],
    }),
    "work pool gpu is not ready",
  ],
  [
    event({
      match: { "reeve.schedule.cron": "0 6 * * *", "reeve.schedule.timezone": "Europe/Berlin" },
      expect: ["reeve.schedule.due"],
    }),
    'it is time by "0 6 * * *" in Europe/Berlin',
  ],
  [event({ match: { "reeve.schedule.interval": "3600" } }), "1 h have passed again"],
  [
    event({ match: { "prefect.resource.id": "shop.*" }, expect: ["shop.order.placed"] }),
    "shop.* is told of by shop.order.placed",
  ],
  [
    { type: "sequence", id: "1", triggers: [event({}), event({})], within: 60 } as Trigger,
    "a flow run enters Failed, then a flow run enters Failed within 1 min",
  ],
  [
    {
      type: "metric",
      id: "1",
      match: { "prefect.resource.id": "prefect.flow-run.*" },
      match_related: {},
      posture: "Metric",
      metric: { name: "lateness", threshold: 30, operator: ">", range: 300, firing_for: 300 },
    } as Trigger,
    "the average lateness of a flow run is above 30 s for 5 min",
  ],
])("a trigger is said in words %#", (trigger, words) => {
  expect(triggerWords(trigger)).toBe(words);
});

test("an action is said in words, with the name of what it is done to", () => {
  const run = {
    type: "run-deployment",
    source: "selected",
    deployment_id: "d",
    parameters: null,
    job_variables: null,
    schedule_after: 0,
  } as const;
  expect(actionWords(run, new Map([["d", "nightly"]]))).toBe("run the deployment nightly");
  expect(actionWords({ ...run, source: "inferred", deployment_id: null }, new Map())).toBe(
    "run the deployment of the event",
  );
  const notify = { type: "send-notification", block_document_id: "b", subject: "", body: "" } as const;
  expect(actionWords(notify, new Map([["b", "team"]]))).toBe("send a notification through team");
});
