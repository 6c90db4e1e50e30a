import type { RunPoint } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { linearScale, logScale } from "./duration-scale.ts";
import { byTone, nearestPoint, placePoints } from "./plot-model.ts";

const point = (
  minute: number,
  seconds: number,
  state_type: RunPoint["state_type"] = "COMPLETED",
): RunPoint => ({
  id: `run-${minute}`,
  name: `run-${minute}`,
  state_type,
  state_name: null,
  seconds,
  start_time: new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString(),
});
const size = { width: 112, height: 112 };

describe("the plot of durations", () => {
  test("has time from left to right and durations from the foot up, all inside its frame", () => {
    const { placed } = placePoints([point(60, 10), point(30, 5), point(0, 0)], size, { isLog: false });
    expect(placed.map(({ point: { name }, x, y }) => [name, x, y])).toEqual([
      ["run-0", 6, 106],
      ["run-30", 56, 56],
      ["run-60", 106, 6],
    ]);
  });

  test("reaches over the whole time that is asked for, also where nothing ran", () => {
    const from = Date.UTC(2026, 10, 22, 11);
    const until = Date.UTC(2026, 10, 22, 13);
    const plot = placePoints([point(0, 1)], size, { from, until, isLog: true });
    expect([plot.from, plot.until, plot.placed[0]?.x]).toEqual([from, until, 56]);
  });

  test("tells milliseconds from hours on its log scale, and has a scale for runs that took no time", () => {
    const { ticks, shareOf } = logScale([0.02, 7_000]);
    expect(ticks.map(({ text }) => text)).toEqual(["10 ms", "1 s", "1 min", "1 h"]);
    expect(shareOf(0.02)).toBeGreaterThan(0);
    expect(shareOf(7_000)).toBeLessThan(1);
    expect(logScale([0, 0]).shareOf(0)).toBe(0);
    expect(linearScale([0]).shareOf(0)).toBe(0);
    expect(linearScale([500]).ticks.map(({ text }) => text)).toEqual(["0", "5 min", "10 min"]);
    expect(linearScale([0.9]).ticks.map(({ text }) => text)).toEqual(["0", "500 ms", "1 s"]);
    expect(linearScale([40 * 86_400]).shareOf(40 * 86_400)).toBe(1);
  });

  test("means the nearest run, and none where none is near", () => {
    const { placed } = placePoints([point(0, 0), point(30, 5), point(60, 10)], size, { isLog: false });
    expect(nearestPoint(placed, 60, 50, 24)).toBe(1);
    expect(nearestPoint(placed, 100, 100, 24)).toBeUndefined();
  });

  test("draws what failed over what completed", () => {
    const { placed } = placePoints([point(0, 1, "FAILED"), point(1, 1), point(2, 1)], size, { isLog: true });
    expect(byTone(placed).map(([tone, group]) => [tone, group.length])).toEqual([
      ["completed", 2],
      ["failed", 1],
    ]);
  });
});
