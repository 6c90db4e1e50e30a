import type { Trigger } from "@reeve/protocol";
import { expect, test } from "vitest";
import { newTiming, type Timing } from "../schedules/timing.ts";
import { fromAnyTrigger, TEMPLATES, templateOf, toAnyTrigger, triggerFault } from "./any-trigger-form.ts";
import { NEW_GROUP } from "./group-form.ts";

/** As the server answers it: with ids, also within. */
const answered = (trigger: object): Trigger =>
  ({
    ...trigger,
    id: "1",
    ...("triggers" in trigger && { triggers: (trigger.triggers as object[]).map(answered) }),
  }) as Trigger;

test.each(TEMPLATES)("$name is read as it is written", ({ name, trigger }) => {
  expect(fromAnyTrigger(answered(toAnyTrigger(trigger)))).toEqual(trigger);
  expect(templateOf(trigger)).toBe(name);
});

test.each(["all", "any", "some", "sequence"] as const)(
  "%s of several events is read as it is written",
  (order) => {
    const trigger = { kind: "group" as const, group: { ...NEW_GROUP, order, minutes: 0 } };
    expect(fromAnyTrigger(answered(toAnyTrigger(trigger)))).toEqual(trigger);
  },
);

test("a rate is written in percent and kept as a part of one", () => {
  const { trigger } = TEMPLATES.find(({ name }) => name === "Figure of flow runs")!;
  expect(toAnyTrigger(trigger)).toMatchObject({ metric: { name: "successes", threshold: 0.9, range: 3600 } });
  const odd = answered(toAnyTrigger(trigger)) as Extract<Trigger, { type: "metric" }>;
  odd.metric.threshold = 0.29;
  expect(fromAnyTrigger(odd)).toMatchObject({ metric: { threshold: 29 } });
});

test.each<Partial<Timing>>([
  { cron: "0 6 1 * 1", dayOr: false, timezone: "Europe/Berlin" },
  { kind: "interval", every: "90", unit: "minutes", anchor: "2026-11-22T00:00:00Z" },
  { kind: "rrule", rrule: "FREQ=DAILY" },
])("a schedule is read as it is written, with the id that the server gives it: %o", (own) => {
  const timing = { ...newTiming(), ...own };
  const written = toAnyTrigger({ kind: "schedule", timing }) as Extract<Trigger, { type: "event" }>;
  const match = { ...written.match, "prefect.resource.id": "reeve.schedule.1" };
  expect(fromAnyTrigger(answered({ ...written, match }))).toEqual({ kind: "schedule", timing });
  const more = { ...written, match, threshold: 2 };
  expect(fromAnyTrigger(answered(more))).toBeUndefined();
});

test("a time among several events is read as it is written, with the id that the server gives it", () => {
  const timing = newTiming();
  const group = { ...NEW_GROUP, parts: [...NEW_GROUP.parts, { kind: "schedule" as const, timing }] };
  const trigger = answered(toAnyTrigger({ kind: "group", group })) as Extract<Trigger, { type: "compound" }>;
  const due = trigger.triggers.at(-1) as Extract<Trigger, { type: "event" }>;
  due.match["prefect.resource.id"] = "reeve.schedule.1";
  expect(fromAnyTrigger(trigger)).toEqual({ kind: "group", group });
});

test("triggers within triggers within triggers are more than the form has", () => {
  const inner = toAnyTrigger({ kind: "group", group: NEW_GROUP });
  expect(fromAnyTrigger(answered({ type: "sequence", triggers: [inner, inner], within: 5 }))).toBeUndefined();
});

test("a trigger says what it lacks", () => {
  const never = { ...newTiming(), kind: "interval", every: "0" } as const;
  expect(triggerFault({ kind: "schedule", timing: never })).toBe("Say how often: a number above 0.");
  expect(triggerFault(TEMPLATES.at(-1)!.trigger)).toBe("Say what it waits for.");
  const one = { ...NEW_GROUP, parts: NEW_GROUP.parts.slice(1) };
  expect(triggerFault({ kind: "group", group: one })).toBe("Several events are at least two.");
  expect(triggerFault({ kind: "group", group: { ...NEW_GROUP, order: "some", count: 3 } })).toContain(
    "Fewer",
  );
});
