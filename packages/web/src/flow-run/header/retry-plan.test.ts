import type { TaskRun } from "@reeve/protocol";
import { expect, test } from "vitest";
import { planRetry } from "./retry-plan.ts";

const run = (name: string, state_type: string, data: unknown = null) =>
  ({ name, task_key: name.replace(/-\w+$/, ""), state_type, state: { data } }) as TaskRun;

test("only what completed with a result that is still stored is kept", () => {
  const now = Date.parse("2026-01-02");
  expect(
    planRetry(
      [
        run("load-1", "COMPLETED", { storage_key: "k", expiration: null }),
        run("load-2", "COMPLETED", { storage_key: "k", expiration: "2026-01-01T00:00:00Z" }),
        run("load-3", "COMPLETED", { type: "unpersisted" }),
        run("train-a0f", "FAILED", { storage_key: "k" }),
      ],
      now,
    ),
  ).toEqual([
    { name: "load", kept: 1, again: 2 },
    { name: "train", kept: 0, again: 1 },
  ]);
});
