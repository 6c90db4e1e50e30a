import { expect, test } from "vitest";
import { askFlowRunRule, proposalOf, stateOf } from "../transition-samples.ts";
import { cancelAtOnceWithoutProcess } from "./cancel-at-once-without-process.ts";

const ask = askFlowRunRule.bind(null, cancelAtOnceWithoutProcess);
const proposed = proposalOf("CANCELLING", { message: "Not needed." });
const atOnce = {
  kind: "reject",
  permit: { proposed: { type: "CANCELLED", name: "Cancelled", message: "Not needed." } },
};

test("a scheduled run without a process is cancelled at once", () => {
  expect(ask({ current: stateOf("SCHEDULED"), proposed })).toMatchObject(atOnce);
});

test("a suspended run is cancelled at once, also when it is about to resume", () => {
  expect(ask({ current: stateOf("PAUSED", { pause_reschedule: true }), proposed })).toMatchObject(atOnce);
  const run = { infrastructure_pid: "host:17" };
  expect(ask({ current: stateOf("SCHEDULED", { name: "Resuming" }), run, proposed })).toMatchObject(atOnce);
});

test("a run with a process is left for that process to end", () => {
  const run = { infrastructure_pid: "host:17" };
  expect(ask({ current: stateOf("SCHEDULED", { name: "AwaitingRetry" }), run, proposed }).kind).toBe(
    "accept",
  );
  expect(ask({ current: stateOf("PAUSED"), proposed }).kind).toBe("accept");
  expect(ask({ current: stateOf("RUNNING"), proposed }).kind).toBe("accept");
});
