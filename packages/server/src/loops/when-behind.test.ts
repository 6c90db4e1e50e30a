import { expect, test } from "vitest";
import { CommitSignal } from "../commit-signal.ts";
import { whenBehind } from "./when-behind.ts";

test("work is done at first, after each commit, and again where it failed", async () => {
  const commits = new CommitSignal();
  let times = 0;
  let fault: Error | undefined;
  const tick = whenBehind(commits, async () => {
    times++;
    if (fault) throw fault;
  });
  await tick();
  await tick();
  expect(times).toBe(1);
  commits.notify();
  fault = new Error("no database");
  await expect(tick()).rejects.toThrow("no database");
  fault = undefined;
  await tick();
  await tick();
  expect(times).toBe(3);
});
