import { expect, test } from "vitest";
import { crashHelp } from "./crash-help.ts";

test.each([
  ["Flow run infrastructure exited with non-zero status code 137.", "more memory"],
  ["The process exited with code -9", "more memory"],
  ["Exited with status 127", "not found"],
  ["No heartbeat for 90 seconds", "fell silent"],
  ["Execution was interrupted by SIGTERM", "asked to end"],
])("%s", (message, help) => {
  expect(crashHelp(message)).toContain(help);
});

test("a message that says nothing is not made to say something", () => {
  for (const message of [null, "", "it broke", "exit code 42"]) expect(crashHelp(message)).toBeUndefined();
});
