import type { EventTrigger, Trigger } from "@reeve/protocol";
import { expect, test } from "vitest";
import { describeTrigger } from "./describe-trigger.ts";

const event = (fields: Partial<EventTrigger> = {}): EventTrigger => ({
  type: "event",
  id: "1",
  match: {},
  match_related: {},
  after: [],
  expect: ["a.failed"],
  for_each: [],
  posture: "Reactive",
  threshold: 1,
  within: 0,
  ...fields,
});

test.each<[string, Trigger]>([
  ["a.failed", event()],
  ["any event", event({ expect: [] })],
  [
    "cron 0 6 * * * (Europe/Berlin)",
    event({ match: { "reeve.schedule.cron": "0 6 * * *", "reeve.schedule.timezone": "Europe/Berlin" } }),
  ],
  ["every 1h", event({ match: { "reeve.schedule.interval": "3600", "reeve.schedule.timezone": "UTC" } })],
  ["rrule FREQ=DAILY", event({ match: { "reeve.schedule.rrule": "FREQ=DAILY" } })],
  ["3 × a.failed within 10m", event({ threshold: 3, within: 600 })],
  [
    "no a.done for 1h after a.begun",
    event({ posture: "Proactive", expect: ["a.done"], within: 3600, after: ["a.begun"] }),
  ],
  ["fewer than 2 × a.failed for 30s", event({ posture: "Proactive", threshold: 2, within: 30 })],
  [
    "a.failed, then (any of: a.failed, b) within 1m",
    {
      type: "sequence",
      id: "2",
      within: 60,
      triggers: [
        event(),
        {
          type: "compound",
          id: "3",
          within: null,
          require: "any",
          triggers: [event(), event({ expect: ["b"] })],
        },
      ],
    },
  ],
  [
    "successes < 0.9",
    {
      type: "metric",
      id: "4",
      match: {},
      match_related: {},
      posture: "Metric",
      metric: { name: "successes", operator: "<", threshold: 0.9, range: 300, firing_for: 300 },
    },
  ],
])("%s", (words, trigger) => {
  expect(describeTrigger(trigger)).toBe(words);
});
