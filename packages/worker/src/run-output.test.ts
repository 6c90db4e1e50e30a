import type { LogCreate } from "@reeve/protocol";
import { expect, test } from "vitest";
import { runOutput } from "./run-output.ts";

function written(lines: [stream: "stdout" | "stderr", text: string][]) {
  const logs: LogCreate[] = [];
  const printed: string[] = [];
  const output = runOutput({ add: (line) => logs.push(line) }, "a-run", (text) => printed.push(text));
  for (const [stream, text] of lines) output({ stream, text });
  return { printed, logged: logs.map(({ level, message }) => [level, message]) };
}

test("what a run prints is in its log, errors as warnings", () => {
  const { logged, printed } = written([
    ["stdout", "rows: 5"],
    ["stderr", "ModuleNotFoundError: No module named 'pandas'"],
    ["stdout", ""],
  ]);
  expect(logged).toEqual([
    [20, "rows: 5"],
    [30, "ModuleNotFoundError: No module named 'pandas'"],
  ]);
  expect(printed).toHaveLength(3);
});

test("lines that the SDK sends by itself are not in the log twice, nor is what belongs to them", () => {
  const { logged } = written([
    ["stderr", "warning before the flow"],
    ["stderr", "09:20:22.153 | ERROR   | Flow run 'a' - Finished in state Failed"],
    ["stderr", "Traceback (most recent call last):"],
    ["stdout", "a print between"],
    ["stderr", "ValueError: no"],
  ]);
  expect(logged).toEqual([
    [30, "warning before the flow"],
    [20, "a print between"],
  ]);
});
