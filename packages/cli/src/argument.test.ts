import { expect, test } from "vitest";
import {
  countArgument,
  formatArgument,
  levelArgument,
  portArgument,
  repeatedArgument,
  stateNameArgument,
  stateTypeArgument,
} from "./argument.ts";

test("counts are whole numbers of 0 or more", () => {
  expect(countArgument("15")).toBe(15);
  for (const text of ["-1", "1.5", "ten", ""])
    expect(() => countArgument(text)).toThrow("is not a whole number");
});

test("ports end at 65535", () => {
  expect(portArgument("0")).toBe(0);
  expect(() => portArgument("65536")).toThrow("is not a port");
});

test("repeated options gather", () => {
  expect(repeatedArgument("b", repeatedArgument("a"))).toEqual(["a", "b"]);
});

test("types of states may be written in any case, and a slip is corrected", () => {
  expect(stateTypeArgument("failed", stateTypeArgument("RUNNING"))).toEqual(["RUNNING", "FAILED"]);
  expect(() => stateTypeArgument("runing")).toThrow("did you mean RUNNING?");
  expect(() => stateTypeArgument("busy")).toThrow("there are SCHEDULED, PENDING");
});

test("known names of states may be written in any case, others are left as they are", () => {
  expect(
    ["awaiting retry", "LATE", "timed-out", "my own"].flatMap((name) => stateNameArgument(name)),
  ).toEqual(["AwaitingRetry", "Late", "TimedOut", "my own"]);
});

test("levels are named or numbered", () => {
  expect([levelArgument("warning"), levelArgument("25")]).toEqual([30, 25]);
  expect(() => levelArgument("loud")).toThrow("there are DEBUG, INFO, WARNING, ERROR, CRITICAL");
});

test("the only output format is json", () => {
  expect(formatArgument("JSON")).toBe("json");
  expect(() => formatArgument("yaml")).toThrow("there is json");
});
