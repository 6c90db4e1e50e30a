import { describe, expect, test } from "vitest";
import {
  askFlowRunRule,
  DEPLOYMENT_ID,
  PARENT_ID,
  proposalOf,
  STATE_ID,
  stateOf,
} from "../transition-samples.ts";
import { pauseRunningFlowRun } from "./pause-running-flow-run.ts";

const ask = askFlowRunRule.bind(null, pauseRunningFlowRun);
const current = stateOf("RUNNING");
const proposed = proposalOf("PAUSED", { pause_key: "2" });

test("a running flow run pauses and remembers the pause", () => {
  const run = { empirical_policy: { retries: 3, pause_keys: ["1"] } };
  expect(ask({ current, proposed, run })).toMatchObject({
    kind: "accept",
    permit: { run: { empirical_policy: { retries: 3, pause_keys: ["1", "2"] } } },
  });
});

test("a pause without a key is remembered by the id of its state", () => {
  expect(ask({ current, proposed: proposalOf("PAUSED") })).toMatchObject({
    kind: "accept",
    permit: { run: { empirical_policy: { pause_keys: [STATE_ID] } } },
  });
});

test("a flow run does not pause twice at the same place", () => {
  const run = { empirical_policy: { pause_keys: ["1", "2"] } };
  expect(ask({ current, proposed, run })).toMatchObject({ kind: "reject", permit: null });
});

test("a flow run that is not running does not pause", () => {
  for (const waiting of [
    stateOf("SCHEDULED"),
    stateOf("PENDING"),
    stateOf("PAUSED"),
    stateOf("CANCELLING"),
  ]) {
    expect(ask({ current: waiting, proposed })).toMatchObject({ kind: "reject", permit: null });
  }
  expect(ask({ current: null, proposed }).kind).toBe("abort");
});

describe("suspending", () => {
  const suspended = proposalOf("PAUSED", { name: "Suspended", pause_reschedule: true });

  test("needs a deployment that can start the run again", () => {
    expect(ask({ current, proposed: suspended }).kind).toBe("abort");
    expect(ask({ current, proposed: suspended, run: { deployment_id: DEPLOYMENT_ID } }).kind).toBe("accept");
  });

  test("is not for subflows", () => {
    const run = { deployment_id: DEPLOYMENT_ID, parent_task_run_id: PARENT_ID };
    expect(ask({ current, proposed: suspended, run }).kind).toBe("abort");
  });
});
