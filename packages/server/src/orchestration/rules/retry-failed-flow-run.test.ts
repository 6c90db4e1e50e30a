import { expect, test } from "vitest";
import { askFlowRunRule, proposalOf, STORED_RESULT, stateOf } from "../transition-samples.ts";
import { retryFailedFlowRun } from "./retry-failed-flow-run.ts";

const ask = askFlowRunRule.bind(null, retryFailedFlowRun);
const current = stateOf("RUNNING");
const lease = "11111111-857d-4cb3-8cf8-efe45abf58da";
const proposed = proposalOf("FAILED", {
  name: "Boom",
  message: "It broke.",
  data: STORED_RESULT,
  cache_key: "k",
  deployment_concurrency_lease_id: lease,
});
const policy = { retries: 1, retry_delay: 90, pause_keys: ["1"], resuming: true };

test("a failed attempt is scheduled again while retries remain", () => {
  const ruling = ask({ current, proposed, run: { empirical_policy: policy, run_count: 1 } });
  expect(ruling).toMatchObject({
    kind: "reject",
    reason: "Attempt 1 of 2 failed; the run will be retried.",
    permit: {
      proposed: proposalOf("SCHEDULED", {
        name: "AwaitingRetry",
        message: "It broke.",
        data: STORED_RESULT,
        scheduled_time: "2026-01-02T03:05:35.000006Z",
        deployment_concurrency_lease_id: lease,
      }),
      run: { empirical_policy: { retries: 1, pause_keys: [], resuming: false, retry_type: "in_process" } },
    },
  });
});

test("the last attempt fails, and the run no longer counts as one being retried", () => {
  const run = { empirical_policy: { ...policy, retry_type: "in_process" as const }, run_count: 2 };
  expect(ask({ current, proposed, run })).toMatchObject({
    kind: "accept",
    permit: { proposed, run: { empirical_policy: { retry_type: null } } },
  });
});

test("without a retry policy a run fails at once", () => {
  expect(ask({ current, proposed, run: { run_count: 1 } })).toMatchObject({
    kind: "accept",
    permit: { proposed },
  });
});

test("a crash is not retried, nor a run that fails before it runs", () => {
  const run = { empirical_policy: policy, run_count: 1 };
  expect(ask({ current, proposed: proposalOf("CRASHED"), run }).kind).toBe("accept");
  expect(ask({ current: stateOf("PENDING"), proposed, run: { ...run, run_count: 0 } }).kind).toBe("accept");
});
