import { expect, test } from "vitest";
import { askTaskRunRule, proposalOf, stateOf } from "../transition-samples.ts";
import { nameRerun } from "./name-rerun.ts";

const nameOf = (run_count: number, current: ReturnType<typeof stateOf>) => {
  const ruling = askTaskRunRule(nameRerun, { current, proposed: proposalOf("RUNNING"), run: { run_count } });
  return ruling.kind === "accept" ? ruling.permit.proposed.name : undefined;
};

test("the first run is Running, one after a failed attempt Retrying, any other Rerunning", () => {
  expect(nameOf(0, stateOf("PENDING"))).toBe("Running");
  expect(nameOf(1, stateOf("SCHEDULED", { name: "AwaitingRetry" }))).toBe("Retrying");
  expect(nameOf(1, stateOf("RUNNING"))).toBe("Rerunning");
});
