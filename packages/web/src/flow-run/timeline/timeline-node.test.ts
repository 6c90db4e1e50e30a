import { describe, expect, test } from "vitest";
import { groupNameOf, parseMilliseconds } from "./timeline-node.ts";

describe("parseMilliseconds", () => {
  test("keeps the microseconds of the wire as a fraction", () => {
    expect(parseMilliseconds("2026-11-22T23:04:13.036778Z")).toBeCloseTo(
      Date.parse("2026-11-22T23:04:13.036Z") + 0.778,
      3,
    );
  });

  test("reads times with fewer digits or none", () => {
    expect(parseMilliseconds("2026-11-22T23:04:13Z")).toBe(Date.parse("2026-11-22T23:04:13Z"));
    expect(parseMilliseconds("2026-11-22T23:04:13.5+00:00")).toBe(Date.parse("2026-11-22T23:04:13.500Z"));
  });
});

describe("groupNameOf", () => {
  test("takes the running number or the random key off a task run's name", () => {
    expect(groupNameOf("extract-12", "task-run")).toBe("extract");
    expect(groupNameOf("Fetch cat fact-a3f", "task-run")).toBe("Fetch cat fact");
  });

  test("leaves names alone that have no such ending", () => {
    expect(groupNameOf("load-orders", "task-run")).toBe("load-orders");
    expect(groupNameOf("extract", "task-run")).toBe("extract");
  });

  test("is the flow's name for a subflow", () => {
    expect(groupNameOf("Subflow / classic-sidewinder", "flow-run")).toBe("Subflow");
  });
});
