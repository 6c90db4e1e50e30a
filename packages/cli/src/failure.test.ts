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

test("a refused call is told in the server's words, without the call, unless they say nothing", () => {
  const refused = (reason: string, status = 409) =>
    new ReeveError("already_exists", `POST /work_pools/ was answered with ${status}: ${reason}`, {
      details: { status, reason },
    });
  expect(describeFailure(refused("There is a work pool named zoo already."), {})).toBe(
    "There is a work pool named zoo already.",
  );
  expect(describeFailure(refused("Not Found", 404), {})).toBe(
    "POST /work_pools/ was answered with 404: Not Found.",
  );
  expect(describeFailure(refused("It broke", 500), {})).toBe(
    "POST /work_pools/ was answered with 500: It broke.",
  );
});

test("the trace is shown when REEVE_DEBUG is set", () => {
  expect(describeFailure(new Error("It broke"), { REEVE_DEBUG: "1" })).toMatch(/It broke\n +at /);
});
