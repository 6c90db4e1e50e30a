import { describe, expect, test } from "vitest";
import { axisTicks, fullWindow, panWindow, timeAt, xOf, zoomWindow } from "./time-scale.ts";

const labels = (t0: number, t1: number, mode: "elapsed" | "clock" = "elapsed", zone = 0) =>
  axisTicks({ t0, t1 }, 500, mode, 0, zone).map((tick) => tick.label);

describe("a window of time", () => {
  const full = { t0: 0, t1: 1000 };

  test("keeps the time under the pointer in its place while zooming", () => {
    const zoomed = zoomWindow(full, 0.5, 200, full);
    expect(zoomed).toEqual({ t0: 100, t1: 600 });
    expect(xOf(zoomed, 500, 200)).toBe(xOf(full, 500, 200));
  });

  test("never leaves the run", () => {
    expect(panWindow({ t0: 800, t1: 900 }, 500, full)).toEqual({ t0: 900, t1: 1000 });
    expect(zoomWindow({ t0: 0, t1: 500 }, 8, 10, full)).toEqual(full);
  });

  test("is never of no length, even when the run is", () => {
    const { t0, t1 } = fullWindow(5, 5);
    expect(t1 - t0).toBeGreaterThan(0);
  });

  test("turns pixels into times and back", () => {
    expect(timeAt({ t0: 100, t1: 300 }, 400, xOf({ t0: 100, t1: 300 }, 400, 250))).toBe(250);
  });
});

describe("axisTicks", () => {
  test("counts elapsed time in steps a reader knows", () => {
    expect(labels(0, 1000)).toEqual(["0", "200 ms", "400 ms", "600 ms", "800 ms", "1.0 s"]);
    expect(labels(0, 240_000)).toEqual(["0", "1:00", "2:00", "3:00", "4:00"]);
    expect(labels(0, 4 * 3_600_000)).toEqual(["0", "1:00:00", "2:00:00", "3:00:00", "4:00:00"]);
  });

  test("keeps its precision in a narrow window far from the start", () => {
    expect(labels(61_000, 61_010)).toEqual([
      "1:01.000",
      "1:01.002",
      "1:01.004",
      "1:01.006",
      "1:01.008",
      "1:01.010",
    ]);
  });

  test("puts clock labels on round times of the reader's zone", () => {
    const start = Date.UTC(2026, 10, 22, 22, 50);
    expect(labels(start, start + 2 * 3_600_000, "clock", 3_600_000)).toEqual([
      "11-23",
      "00:30",
      "01:00",
      "01:30",
    ]);
  });
});
