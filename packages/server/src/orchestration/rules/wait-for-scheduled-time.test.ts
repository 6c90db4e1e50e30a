import { addSeconds } from "@reeve/protocol";
import { expect, test } from "vitest";
import { askFlowRunRule, flowRunOf, NOW, proposalOf, stateOf, unchanged } from "../transition-samples.ts";
import { waitForScheduledTime } from "./wait-for-scheduled-time.ts";

const proposed = proposalOf("RUNNING");
const ask = (type: "SCHEDULED" | "PENDING", secondsFromNow: number) => {
  const current = stateOf(type, { scheduled_time: addSeconds(NOW, secondsFromNow) });
  return askFlowRunRule(waitForScheduledTime, { current, proposed });
};

test.each([
  [0.7, 1],
  [1.4, 1],
  [1.6, 2],
  [108_000, 108_000],
])("a run that is due in %d s waits %d s, claimed or not", (seconds, delaySeconds) => {
  expect(ask("SCHEDULED", seconds)).toMatchObject({ kind: "wait", delaySeconds });
  expect(ask("PENDING", seconds)).toMatchObject({ kind: "wait", delaySeconds });
});

test.each([-100, 0, 0.4])("a run that is due in %d s starts", (seconds) => {
  expect(ask("SCHEDULED", seconds)).toEqual(unchanged(flowRunOf(), proposed));
});

test("a pending run that was never scheduled starts", () => {
  const ruling = askFlowRunRule(waitForScheduledTime, { current: stateOf("PENDING"), proposed });
  expect(ruling).toEqual(unchanged(flowRunOf(), proposed));
});
