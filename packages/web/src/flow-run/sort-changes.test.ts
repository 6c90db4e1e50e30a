import type { LiveChange } from "@reeve/protocol";
import { expect, test } from "vitest";
import { sortChanges } from "./sort-changes.ts";

const id = "run";
const line = (flowRunId: string) => ({ id: `line of ${flowRunId}`, flow_run_id: flowRunId });
const change = (value: unknown) => value as LiveChange;

test("a batch of changes is told apart, and what is of other runs left out", () => {
  const { nodes, logs, row } = sortChanges(
    [
      change({ kind: "node", node: { id: "task" } }),
      change({ kind: "logs", logs: [line("run"), line("subflow")] }),
      change({ kind: "flow-run", flowRun: { id: "subflow" } }),
      change({ kind: "flow-run", flowRun: { id, name: "first" } }),
      change({ kind: "flow-run", flowRun: { id, name: "last" } }),
    ],
    id,
  );
  expect(nodes.map((node) => node.id)).toEqual(["task"]);
  expect(logs.map((log) => log.id)).toEqual(["line of run"]);
  expect(row).toMatchObject({ name: "last" });
});

test("the run's own deletion makes its row null, that of another run says nothing", () => {
  expect(sortChanges([change({ kind: "flow-run-deleted", id })], id).row).toBeNull();
  expect(sortChanges([change({ kind: "flow-run-deleted", id: "other" })], id).row).toBeUndefined();
});
