import { expect, test } from "vitest";
import { NO_OPTIONS, toRunOptions } from "./run-options-draft.ts";

test("options that say nothing are not sent", () => {
  expect(toRunOptions(NO_OPTIONS)).toEqual({ state: { type: "SCHEDULED", message: "Run from the UI." } });
});

test("what is said is sent as the server takes it", () => {
  expect(
    toRunOptions({
      ...NO_OPTIONS,
      message: " after the outage ",
      retries: "2",
      queue: "fast",
      jobVariables: '{"image":"x"}',
    }),
  ).toEqual({
    work_queue_name: "fast",
    empirical_policy: { retries: 2, retry_delay: 0 },
    job_variables: { image: "x" },
    state: { type: "SCHEDULED", message: "after the outage" },
  });
});

test("what cannot be is told of", () => {
  expect(() => toRunOptions({ ...NO_OPTIONS, retries: "1.5" })).toThrow("whole number");
  expect(() => toRunOptions({ ...NO_OPTIONS, jobVariables: "[1]" })).toThrow("in braces");
});
