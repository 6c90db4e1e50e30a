import { addSeconds, type MetricTrigger, secondsBetween } from "@reeve/protocol";
import { expect, test } from "vitest";
import { stepMetric, UNTRIGGERED } from "./metric-state.ts";

const START = "2026-11-22T10:00:00.000000Z";

const trigger: MetricTrigger = {
  type: "metric",
  id: "metric",
  match: {},
  match_related: {},
  posture: "Metric",
  metric: { name: "successes", threshold: 0.9, operator: "<", range: 300, firing_for: 300 },
};

/** `[second, value]`; answers when the metric changes to which side. */
function changesOf(
  values: readonly (readonly [number, number | null])[],
  own: Partial<MetricTrigger["metric"]> = {},
) {
  const watched = { ...trigger, metric: { ...trigger.metric, ...own } };
  let state = UNTRIGGERED;
  return values.flatMap(([second, value]) => {
    const now = addSeconds(START, second);
    const step = stepMetric(watched, state, value, now);
    state = step.state;
    return step.change ? [`${secondsBetween(START, now)}: ${step.change}`] : [];
  });
}

test.each<[string, [number, number | null][], string[]]>([
  [
    "within its limit does nothing",
    [
      [0, 1],
      [300, 0.9],
      [600, 1],
    ],
    [],
  ],
  [
    "beyond it is believed once it has been for long enough",
    [
      [0, 0.5],
      [299, 0.5],
      [300, 0.5],
      [900, 0.5],
    ],
    ["300: triggered"],
  ],
  [
    "that comes back in between begins anew",
    [
      [0, 0.5],
      [200, 1],
      [250, 0.5],
      [500, 0.5],
      [550, 0.5],
    ],
    ["550: triggered"],
  ],
  [
    "is resolved as slowly",
    [
      [0, 0],
      [300, 0],
      [400, 1],
      [600, 1],
      [700, 1],
    ],
    ["300: triggered", "700: resolved"],
  ],
  [
    "without a value is within its limit",
    [
      [0, 0],
      [300, 0],
      [301, null],
      [601, null],
    ],
    ["300: triggered", "601: resolved"],
  ],
])("a metric %s", (_, values, changes) => {
  expect(changesOf(values)).toEqual(changes);
});

test.each([
  ["<", 1, false],
  ["<=", 1, true],
  [">", 1, false],
  [">=", 1, true],
  [">", 2, true],
  ["<", 0, true],
] as const)("%s 1 of the value %d is %s", (operator, value, isBeyond) => {
  const changes = changesOf(
    [
      [0, value],
      [300, value],
    ],
    { operator, threshold: 1 },
  );
  expect(changes).toEqual(isBeyond ? ["300: triggered"] : []);
});
