import { afterEach, expect, test } from "vitest";
import { formatTime } from "../components/format-time.ts";
import { fromZonedInput, toZonedInput } from "../forms/zoned-input.ts";
import { setZone, shownZone } from "./shown-zone.ts";
import { clockText, dayText, midnight } from "./wall-time.ts";
import { zonedFormat } from "./zoned-format.ts";

afterEach(() => setZone("local"));

test("in UTC days, clocks and what is typed are those of UTC, wherever the browser is", () => {
  setZone("utc");
  const at = "2026-03-29T23:30:05.118Z";
  expect(shownZone()).toBe("UTC");
  expect([dayText(Date.parse(at)), clockText(at)]).toEqual(["2026-03-29", "23:30:05.118"]);
  expect(midnight(Date.parse(at), 1).toISOString()).toBe("2026-03-30T00:00:00.000Z");
  expect(formatTime(Date.parse(at), Date.parse(at) + 3_600_000)).toBe("29 Mar 23:30");
  expect(zonedFormat({ hour: "2-digit", minute: "2-digit" })(Date.parse(at))).toBe("23:30");
  expect(toZonedInput(at)).toBe("2026-03-29T23:30:05");
  expect(fromZonedInput("2026-03-29T23:30")?.toISOString()).toBe("2026-03-29T23:30:00.000Z");
});

test("in the zone of the browser they are those of its clock", () => {
  const at = new Date(2026, 2, 29, 13, 5, 7, 9);
  expect([dayText(at), clockText(at.toISOString())]).toEqual(["2026-03-29", "13:05:07.009"]);
  expect(midnight(at, -1)).toEqual(new Date(2026, 2, 28));
  expect(fromZonedInput(toZonedInput(at.toISOString()))).toEqual(new Date(2026, 2, 29, 13, 5, 7));
  expect([fromZonedInput(""), toZonedInput(null)]).toEqual([undefined, ""]);
});
