import type { Automation, EventTrigger, ReceivedEvent } from "@reeve/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { coversEvent } from "./event-trigger.ts";
import { TriggerIndex } from "./trigger-index.ts";

const NAMES = ["a", "a.b", "b"];
const IDS = ["x.1", "x.2", "y"];
const PATTERNS = [...IDS, "x.*", "!y", "*", "x.?", "[xy]"];

const labels = fc.dictionary(
  fc.constantFrom("prefect.resource.id", "color"),
  fc.oneof(fc.constantFrom(...PATTERNS), fc.array(fc.constantFrom(...PATTERNS), { maxLength: 2 })),
  { maxKeys: 2 },
);
const resource = fc.record({
  "prefect.resource.id": fc.constantFrom(...IDS),
  color: fc.constantFrom(...IDS),
}) as fc.Arbitrary<Record<string, string>>;

const trigger = fc.record({
  type: fc.constant("event" as const),
  id: fc.uuid(),
  match: labels,
  match_related: fc.oneof(labels, fc.array(labels, { maxLength: 2 })),
  after: fc.subarray(["b"]),
  expect: fc.subarray(["a", "a.*", "b", "!b"]),
  for_each: fc.constant([]),
  posture: fc.constant("Reactive" as const),
  threshold: fc.constant(1),
  within: fc.constant(0),
}) satisfies fc.Arbitrary<EventTrigger>;

const automationOf = (trigger: EventTrigger): Automation => ({
  id: trigger.id,
  created: "",
  updated: "",
  name: "n",
  description: "",
  enabled: true,
  tags: [],
  trigger: { type: "compound", id: "parent", triggers: [trigger], within: null, require: "any" },
  actions: [],
  actions_on_trigger: [],
  actions_on_resolve: [],
});

test("the index finds the triggers that cover an event, each once, as asking all of them would", () => {
  const event = fc.record({
    event: fc.constantFrom(...NAMES),
    resource,
    related: fc.array(resource, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(trigger, { selector: ({ id }) => id, maxLength: 10 }),
      fc.array(event, { minLength: 1 }),
      (triggers, events) => {
        const index = new TriggerIndex(triggers.map(automationOf));
        for (const one of events as ReceivedEvent[]) {
          const found = index.covering(one).map(({ trigger: { id } }) => id);
          const expected = triggers.filter((each) => coversEvent(each, one)).map(({ id }) => id);
          expect(found.toSorted()).toEqual(expected.toSorted());
          if (expected.length > 0) expect(index.mayConcern(one.event)).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("a trigger knows the triggers it stands in, the innermost first", () => {
  const [one] = fc.sample(trigger, 1);
  const automation = automationOf(one!);
  const outer = { type: "sequence" as const, id: "outer", triggers: [automation.trigger], within: null };
  const index = new TriggerIndex([{ ...automation, trigger: outer }]);
  expect(index.all[0]?.parents.map(({ id }) => id)).toEqual(["parent", "outer"]);
});

test("events of logs are never watched", () => {
  const index = new TriggerIndex([automationOf({ ...fc.sample(trigger, 1)[0]!, match: {}, expect: [] })]);
  expect(index.mayConcern("prefect.log.write")).toBe(false);
  expect(index.mayConcern("anything")).toBe(true);
});
