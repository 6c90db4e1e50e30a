import { expect, test } from "vitest";
import { askFlowRunRule, flowRunOf, proposalOf, stateOf, unchanged } from "../transition-samples.ts";
import { keepScheduledTime } from "./keep-scheduled-time.ts";

const current = stateOf("SCHEDULED", { scheduled_time: "2026-01-03T00:00:00.000000Z" });

test("a claimed run keeps the time it is scheduled for", () => {
  const ruling = askFlowRunRule(keepScheduledTime, { current, proposed: proposalOf("PENDING") });
  const kept = proposalOf("PENDING", { scheduled_time: "2026-01-03T00:00:00.000000Z" });
  expect(ruling).toEqual(unchanged(flowRunOf(), kept));
});

test("a time of the claim's own stands", () => {
  const proposed = proposalOf("PENDING", { scheduled_time: "2026-01-04T00:00:00.000000Z" });
  const ruling = askFlowRunRule(keepScheduledTime, { current, proposed });
  expect(ruling).toEqual(unchanged(flowRunOf(), proposed));
});
