import { expect, test } from "vitest";
import { crashMessage } from "./crash-message.ts";

test("a crash tells the exit code, what it means and what was written last", () => {
  expect(crashMessage("process", { exitCode: 137, lastLines: ["training…", "epoch 3"] })).toBe(
    "The process ended with exit code 137. It was killed, often because the machine or its limit ran out of memory.\n" +
      "Its last lines were:\ntraining…\nepoch 3",
  );
});

test("a code without a common meaning stands for itself", () => {
  expect(crashMessage("container", { exitCode: 3, lastLines: [] })).toBe(
    "The container ended with exit code 3.",
  );
});

test("of a process that vanished, that is said", () => {
  expect(crashMessage("process", { exitCode: null, lastLines: [] })).toContain("nobody saw how it ended");
});
