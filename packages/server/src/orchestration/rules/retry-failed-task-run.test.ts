import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askTaskRunRule, proposalOf, STORED_RESULT, stateOf } from "../transition-samples.ts";
import { retryDelaySeconds, retryFailedTaskRun } from "./retry-failed-task-run.ts";

const ask = askTaskRunRule.bind(null, retryFailedTaskRun);
const current = stateOf("RUNNING");
const proposed = proposalOf("FAILED", { message: "It broke.", data: STORED_RESULT });

test("a failed attempt is scheduled again while retries remain", () => {
  const run = { empirical_policy: { retries: 3, retry_delay: [1, 2] }, run_count: 1 };
  expect(ask({ current, proposed, run })).toMatchObject({
    kind: "reject",
    permit: {
      proposed: proposalOf("SCHEDULED", {
        name: "AwaitingRetry",
        message: "It broke.",
        data: STORED_RESULT,
        scheduled_time: "2026-01-02T03:04:06.000006Z",
      }),
    },
  });
});

test("a task run fails once its retries are used up, or without any", () => {
  expect(ask({ current, proposed, run: { empirical_policy: { retries: 3 }, run_count: 4 } }).kind).toBe(
    "accept",
  );
  expect(ask({ current, proposed, run: { run_count: 1 } }).kind).toBe("accept");
});

test("a failure that the task calls final is not retried", () => {
  const final = proposalOf("FAILED", { retriable: false });
  const run = { empirical_policy: { retries: 3 }, run_count: 1 };
  expect(ask({ current, proposed: final, run }).kind).toBe("accept");
});

test("a retry in the background keeps the id under which its parameters are stored", () => {
  const task_parameters_id = "01a20580-bdec-7052-b5b7-5d56cfc62906";
  const running = stateOf("RUNNING", { task_parameters_id });
  const run = { empirical_policy: { retries: 1 }, run_count: 1 };
  const retryOf = (deferred: boolean) =>
    ask({ current: running, proposed: proposalOf("FAILED", { deferred }), run });
  expect(retryOf(true)).toMatchObject({
    permit: { proposed: { state_details: { deferred: true, task_parameters_id } } },
  });
  expect(retryOf(false)).toMatchObject({
    permit: { proposed: { state_details: { deferred: false, task_parameters_id: null } } },
  });
});

describe("the delay before a retry", () => {
  test("is taken from the list in turn, and the last repeats", () => {
    const delays = [1, 2, 3, 4].map((runCount) =>
      retryDelaySeconds({ retry_delay: [5, 0.25] }, runCount, 0.5),
    );
    expect(delays).toEqual([5, 0.25, 0.25, 0.25]);
  });

  test("is none when none is given", () => {
    expect(retryDelaySeconds({}, 1, 0.5)).toBe(0);
    expect(retryDelaySeconds({ retry_delay: [] }, 1, 0.5)).toBe(0);
    expect(retryDelaySeconds({ retry_delay: 0, retry_jitter_factor: 1 }, 1, 0.5)).toBe(0);
  });

  test("with jitter is shorter than the given one in half of the cases, and never longer than its factor allows", () => {
    const factor = fc.double({ min: 0.01, max: 10, noNaN: true });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(factor, random, (retry_jitter_factor, number) => {
        const delay = retryDelaySeconds({ retry_delay: 100, retry_jitter_factor }, 1, number);
        expect(delay).toBeGreaterThan(number < 0.5 ? 30 : 99.999);
        expect(delay).toBeLessThan(number < 0.5 ? 100.001 : 100 * (1 + retry_jitter_factor) + 0.001);
      }),
    );
  });
});
