import type { State } from "@reeve/protocol";
import { expect, test } from "vitest";
import { attemptSpans } from "./attempt-spans.ts";

test("each attempt lasts up to the next, and the first begins with the run", () => {
  const states = ["PENDING", "RUNNING", "SCHEDULED", "RUNNING", "FAILED"].map(
    (type, at) => ({ type, timestamp: String(at) }) as State,
  );
  expect(attemptSpans(states)).toEqual([
    { from: "", to: "3" },
    { from: "3", to: undefined },
  ]);
  expect(attemptSpans([])).toEqual([]);
});
