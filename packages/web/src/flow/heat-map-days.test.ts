import { expect, test } from "vitest";
import { heatMapStart, WEEKS } from "./heat-map-days.ts";

test.each(["2026-11-23T09:00:00", "2026-11-29T23:59:00", "2026-03-01T00:00:00"])(
  "the calendar that ends with the week of %s begins with a Monday at midnight",
  (now) => {
    const start = heatMapStart(new Date(now));
    expect([start.getDay(), start.getHours(), start.getMinutes()]).toEqual([1, 0, 0]);
    // A change of the clocks in between may have made a day longer.
    const days = (new Date(now).getTime() - start.getTime() - 3_600_000) / 86_400_000;
    expect(Math.floor(days / 7)).toBe(WEEKS - 1);
  },
);
