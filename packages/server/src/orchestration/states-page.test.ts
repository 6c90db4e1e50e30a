import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flowRunPolicy, forcedFlowRunPolicy, lateFlowRunPolicy } from "./flow-run-policy.ts";
import { backgroundTaskRunPolicy, forcedTaskRunPolicy, taskRunPolicy } from "./task-run-policy.ts";

const page = readFileSync(new URL("../../../../docs/states.md", import.meta.url), "utf8");

const rulesUnder = (heading: string): string[] => {
  const section = page.split(`### ${heading}\n`)[1]?.split("\n#")[0] ?? "";
  return [...section.matchAll(/^\d+\. `([a-z-]+)`/gm)].map(([, name]) => name!);
};

test.each([
  ["Rules for flow runs", flowRunPolicy],
  ["Rules for forced states of flow runs", forcedFlowRunPolicy],
  ["Rules for late flow runs", lateFlowRunPolicy],
  ["Rules for task runs", taskRunPolicy],
  ["Rules for background task runs", backgroundTaskRunPolicy],
])("docs/states.md tells all rules in their order: %s", (heading, policy) => {
  expect(rulesUnder(heading)).toEqual(policy.map(({ name }) => name));
});

test("docs/states.md says that nothing refuses a forced state of a task run", () => {
  expect(forcedTaskRunPolicy).toEqual([]);
  expect(page).toContain("A forced state of a task run is never refused.");
});
