import { addSeconds, type EventTrigger, type ReceivedEvent, secondsBetween } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { type Bucket, passTime, receiveEvent } from "./bucket.ts";
import { coversEvent, labelsOf } from "./event-trigger.ts";

const START = "2026-11-22T10:00:00.000000Z";

/** `[seconds, name, resource]`; events are in the order of their arrival. */
type Sent = readonly [second: number, event: string, resource?: string];
type Case = {
  trigger: Partial<EventTrigger>;
  events: readonly Sent[];
  /** When the time is looked at. */
  ticks?: readonly number[];
  /** When it fires, on which event (`a@3`), and for which resource if it counts them apart. */
  firings: readonly string[];
};

const triggerOf = (own: Partial<EventTrigger>): EventTrigger => ({
  type: "event",
  id: "trigger",
  match: {},
  match_related: {},
  after: [],
  expect: [],
  for_each: [],
  posture: "Reactive",
  threshold: 1,
  within: 0,
  ...own,
});

const eventOf = ([second, event, resource = "r"]: Sent): ReceivedEvent => ({
  id: `${event}@${second}`,
  occurred: addSeconds(START, second),
  event,
  resource: { "prefect.resource.id": resource },
  related: [],
  payload: {},
  follows: null,
  received: addSeconds(START, second),
});

function firingsOf({ trigger: own, events, ticks = [] }: Case): string[] {
  const trigger = triggerOf(own);
  const buckets = new Map<string, Bucket>();
  const firings: string[] = [];
  const note = (key: string, { bucket, fired }: ReturnType<typeof passTime>) => {
    if (bucket) buckets.set(key, bucket);
    else buckets.delete(key);
    if (!fired) return;
    const apart = key === "" ? "" : ` for ${key}`;
    firings.push(`${secondsBetween(START, fired.at)}: ${fired.eventId ?? "nothing"}${apart}`);
  };
  const pending = ticks.toSorted((a, b) => a - b);
  const pass = (until: number) => {
    while (pending.length > 0 && pending[0]! <= until) {
      const now = addSeconds(START, pending.shift()!);
      const keys = trigger.for_each.length === 0 ? [""] : [...buckets.keys()];
      for (const key of keys) note(key, passTime(trigger, buckets.get(key), now));
    }
  };
  for (const sent of events) {
    pass(sent[0] - 0.001);
    const event = eventOf(sent);
    if (!coversEvent(trigger, event)) continue;
    const key = Object.values(labelsOf(trigger, event)).join();
    note(key, receiveEvent(trigger, buckets.get(key), event));
  }
  if (trigger.posture === "Proactive") pass(Number.POSITIVE_INFINITY);
  return firings;
}

const apart = { for_each: ["prefect.resource.id"] };
const proactive: Partial<EventTrigger> = { posture: "Proactive", within: 10, expect: ["b"] };

const CASES: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  "a reactive trigger": {
    "fires on each expected event": {
      trigger: { expect: ["a"] },
      events: [
        [1, "a"],
        [2, "b"],
        [3, "a"],
      ],
      firings: ["1: a@1", "3: a@3"],
    },
    "expects any event when it names none": {
      trigger: {},
      events: [
        [1, "a"],
        [2, "b"],
      ],
      firings: ["1: a@1", "2: b@2"],
    },
    "expects what fits a pattern": {
      trigger: { expect: ["shop.*"] },
      events: [
        [1, "shop.sold"],
        [2, "shopping"],
        [3, "shop."],
      ],
      firings: ["1: shop.sold@1", "3: shop.@3"],
    },
    "counts without a time until it has enough, then begins anew": {
      trigger: { expect: ["a"], threshold: 3 },
      events: [
        [1, "a"],
        [50, "a"],
        [55, "a"],
        [56, "a"],
        [57, "a"],
        [58, "a"],
      ],
      firings: ["55: a@55", "58: a@58"],
    },
    "fires as soon as enough came within its time, and rests until that is over": {
      trigger: { expect: ["a"], threshold: 2, within: 60 },
      events: [
        [0, "a"],
        [10, "a"],
        [20, "a"],
        [30, "a"],
        [61, "a"],
        [62, "a"],
      ],
      firings: ["10: a@10", "62: a@62"],
    },
    "does not fire when too few came within its time": {
      trigger: { expect: ["a"], threshold: 2, within: 10 },
      events: [
        [0, "a"],
        [11, "a"],
        [22, "a"],
      ],
      firings: [],
    },
    "counts an event after its time as the first of the next": {
      trigger: { expect: ["a"], threshold: 2, within: 10 },
      events: [
        [0, "a"],
        [11, "a"],
        [20, "a"],
      ],
      firings: ["20: a@20"],
    },
    "of one event fires once within its time": {
      trigger: { expect: ["a"], within: 10 },
      events: [
        [0, "a"],
        [5, "a"],
        [9.9, "a"],
        [10, "a"],
        [30, "a"],
      ],
      firings: ["0: a@0", "10: a@10", "30: a@30"],
    },
    "counts an event that comes late with those of its first window": {
      trigger: { expect: ["a"], threshold: 2, within: 10 },
      events: [
        [5, "a"],
        [0, "a"],
      ],
      firings: ["0: a@0"],
    },
    "leaves out an event from before its window": {
      trigger: { expect: ["a"], within: 10 },
      events: [
        [0, "a"],
        [1, "a"],
        [10, "a"],
        [5, "a"],
      ],
      firings: ["0: a@0", "10: a@10"],
    },
    "counts apart what it is to count apart": {
      trigger: { expect: ["a"], threshold: 2, within: 60, ...apart },
      events: [
        [0, "a", "x"],
        [1, "a", "y"],
        [2, "a", "x"],
        [3, "a", "z"],
        [4, "a", "y"],
      ],
      firings: ["2: a@2 for x", "4: a@4 for y"],
    },
  },
  "a reactive trigger with something to come after": {
    "counts once that has come": {
      trigger: { after: ["a"], expect: ["b"], within: 10 },
      events: [
        [0, "b"],
        [1, "a"],
        [2, "b"],
        [3, "b"],
      ],
      firings: ["2: b@2"],
    },
    "forgets it when its time is over": {
      trigger: { after: ["a"], expect: ["b"], within: 10 },
      events: [
        [0, "a"],
        [10, "b"],
        [11, "a"],
        [12, "b"],
      ],
      firings: ["12: b@12"],
    },
    "waits for it again after it fired": {
      trigger: { after: ["a"], expect: ["b"], threshold: 2, within: 60 },
      events: [
        [0, "a"],
        [1, "b"],
        [2, "b"],
        [3, "b"],
        [4, "b"],
      ],
      firings: ["2: b@2"],
    },
    "goes by the first of several": {
      trigger: { after: ["a"], expect: ["b"], within: 10 },
      events: [
        [0, "a"],
        [8, "a"],
        [11, "b"],
      ],
      firings: [],
    },
    "that is expected as well fires on the second": {
      trigger: { after: ["a"], expect: ["a"], within: 10 },
      events: [
        [0, "a"],
        [5, "a"],
      ],
      firings: ["5: a@5"],
    },
    "keeps the windows of different resources apart": {
      trigger: { after: ["a"], expect: ["b"], within: 10, ...apart },
      events: [
        [0, "a", "x"],
        [1, "b", "y"],
        [2, "b", "x"],
      ],
      firings: ["2: b@2 for x"],
    },
  },
  "a proactive trigger": {
    "fires each time nothing came": {
      trigger: proactive,
      events: [],
      ticks: [0, 9, 10, 15, 20],
      firings: ["10: nothing", "20: nothing"],
    },
    "does not fire while what it expects comes": {
      trigger: proactive,
      events: [
        [3, "b"],
        [12, "b"],
      ],
      ticks: [0, 5, 10, 15, 20],
      firings: [],
    },
    "fires when too few came, and names the last": {
      trigger: { ...proactive, threshold: 2 },
      events: [
        [3, "b"],
        [12, "b"],
        [13, "b"],
      ],
      ticks: [0, 10, 20],
      firings: ["10: b@3"],
    },
    "fires for its window though it is looked at late": {
      trigger: proactive,
      events: [[17, "b"]],
      ticks: [0, 18],
      firings: ["10: nothing"],
    },
    "that counts apart says nothing of what never came": {
      trigger: { ...proactive, ...apart },
      events: [],
      ticks: [0, 10, 20],
      firings: [],
    },
    "that counts apart misses what came too seldom": {
      trigger: { ...proactive, threshold: 2, ...apart },
      events: [[1, "b", "x"]],
      ticks: [5, 11],
      firings: ["11: b@1 for x"],
    },
  },
  "a proactive trigger with something to come after": {
    "fires when nothing follows": {
      trigger: { ...proactive, after: ["a"] },
      events: [[1, "a"]],
      ticks: [5, 10, 11, 25],
      firings: ["11: a@1"],
    },
    "does not fire when what it expects follows": {
      trigger: { ...proactive, after: ["a"] },
      events: [
        [1, "a"],
        [10, "b"],
      ],
      ticks: [5, 15, 25],
      firings: [],
    },
    "does not fire without it": {
      trigger: { ...proactive, after: ["a"] },
      events: [[1, "b"]],
      ticks: [0, 10, 20],
      firings: [],
    },
    "waits anew for what comes after it has followed": {
      trigger: { ...proactive, after: ["a"] },
      events: [
        [0, "a"],
        [1, "b"],
        [2, "a"],
      ],
      ticks: [5, 10, 12],
      firings: ["12: a@2"],
    },
    "is not fired by what follows too late": {
      trigger: { ...proactive, after: ["a"] },
      events: [
        [0, "a"],
        [11, "b"],
        [12, "a"],
        [13, "b"],
      ],
      ticks: [30],
      firings: ["10: a@0"],
    },
    "that is expected as well, as with heartbeats, fires when the next does not come": {
      trigger: { ...proactive, after: ["beat"], expect: ["beat", "done"], ...apart },
      events: [
        [0, "beat", "x"],
        [1, "beat", "y"],
        [8, "beat", "x"],
        [9, "done", "y"],
        [16, "beat", "x"],
      ],
      ticks: [5, 10, 15, 20, 25, 26, 30],
      firings: ["26: beat@16 for x"],
    },
  },
};

for (const [what, cases] of Object.entries(CASES)) {
  describe(what, () => {
    test.each(Object.entries(cases))("%s", (_, one) => {
      expect(firingsOf(one)).toEqual(one.firings);
    });
  });
}
