import { expect, test } from "vitest";
import { dayText } from "../times/wall-time.ts";
import { calendarSpan, calendarTicks, neighbour, sayCalendarSpan } from "./calendar-span.ts";

const now = new Date(2026, 10, 28, 14, 30);

test("a span begins and ends with whole days, a week with Monday", () => {
  const of = (view: "day" | "week" | "month", day = "") => {
    const { start, end } = calendarSpan(view, day, now);
    return [dayText(start), dayText(end)];
  };
  expect(of("day")).toEqual(["2026-11-28", "2026-11-29"]);
  expect(of("week")).toEqual(["2026-11-23", "2026-11-30"]);
  expect(of("month", "2026-02-14")).toEqual(["2026-02-01", "2026-03-01"]);
  expect(of("day", "tomorrow")).toEqual(["2026-11-28", "2026-11-29"]);
});

test("one step back or on leads to the span beside it", () => {
  const week = calendarSpan("week", "2026-01-01", now);
  expect([neighbour(week, -1), neighbour(week, 1)]).toEqual(["2025-12-22", "2026-01-05"]);
  expect(sayCalendarSpan(week)).toBe("29 Dec to 4 Jan 2026");
  expect(calendarTicks(week).map(({ text }) => text)).toHaveLength(7);
  expect(calendarTicks(calendarSpan("day", "", now)).map(({ text }) => text)[1]).toBe("03:00");
});
