import { ReeveError } from "@reeve/protocol/errors";
import { expect, test } from "vitest";
import { describeFailure } from "./failure.ts";

test("a failure is one sentence", () => {
  expect(describeFailure(new Error("It broke\n  at some depth"), {})).toBe("It broke.");
  expect(describeFailure("plain text!", {})).toBe("plain text!");
});

test("a server that does not answer comes with what to do", () => {
  const error = new ReeveError("unreachable", "No server answers at http://host/api (ECONNREFUSED).");
  expect(describeFailure(error, {})).toMatch(
    /^No server answers at http:\/\/host\/api .* "reeve server start"/,
  );
});

test("the trace is shown when REEVE_DEBUG is set", () => {
  expect(describeFailure(new Error("It broke"), { REEVE_DEBUG: "1" })).toMatch(/It broke\n +at /);
});
