import type { Schedule, Timestamp } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { parseSchedule } from "./parse-schedule.ts";
import { scheduleTimes } from "./schedule-times.ts";

const FAR = "2100-01-01T00:00:00.000000Z";

/** The first few times from a start on, without the seconds that they do not have. */
function first(count: number, schedule: Schedule, start: string): string[] {
  const times = scheduleTimes(schedule, `${start}:00.000000Z`, FAR);
  return [...times.take(count)].map((time) => time.replace(":00.000000Z", "Z"));
}

/** How much of a processor something takes, in milliseconds: how long it lasts tells how busy the machine is. */
function cpuMsOf(act: () => void): number {
  const before = process.threadCpuUsage();
  act();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const cron = (text: string, timezone: string | null = null): Schedule => ({
  cron: text,
  timezone,
  day_or: true,
});
const rule = (text: string, timezone: string | null = "UTC"): Schedule => ({ rrule: text, timezone });
const interval = (seconds: number, timezone = "UTC", anchor = "2026-01-01T09:00:00.000000Z"): Schedule => ({
  interval: seconds,
  anchor_date: anchor,
  timezone,
});

const NEW_YORK = "America/New_York";

describe("when clocks are put forward", () => {
  // In New York on the 8th of March 2026, from 02:00 to 03:00, which was 07:00 UTC.
  test.each<[string, Schedule]>([
    ["cron", cron("30 2 * * *", NEW_YORK)],
    ["rrule", rule("DTSTART:20260101T023000\nRRULE:FREQ=DAILY", NEW_YORK)],
    ["interval", interval(86_400, NEW_YORK, "2026-01-01T07:30:00.000000Z")],
  ])("a time of a %s schedule that is left out comes as long after the last one before", (_, schedule) => {
    expect(first(3, schedule, "2026-03-07T00:00")).toEqual([
      "2026-03-07T07:30Z",
      "2026-03-08T07:30Z",
      "2026-03-09T06:30Z",
    ]);
    expect(first(1, schedule, "2026-03-08T07:15")).toEqual(["2026-03-08T07:30Z"]);
  });

  test("times that are left out fall among those that come, each once and in order", () => {
    expect(first(6, cron("*/20 * * * *", NEW_YORK), "2026-03-08T06:40")).toEqual([
      "2026-03-08T06:40Z",
      "2026-03-08T07:00Z",
      "2026-03-08T07:20Z",
      "2026-03-08T07:40Z",
      "2026-03-08T08:00Z",
      "2026-03-08T08:20Z",
    ]);
  });
});

describe("when clocks are put back", () => {
  // In New York on the 1st of November 2026, from 02:00 to 01:00, which was 06:00 UTC.
  test.each<[string, Schedule]>([
    ["cron", cron("30 1 * * *", NEW_YORK)],
    ["rrule", rule("DTSTART:20260101T013000\nRRULE:FREQ=DAILY", NEW_YORK)],
    ["interval", interval(86_400, NEW_YORK, "2026-01-01T06:30:00.000000Z")],
  ])("a time of a %s schedule that comes twice counts the first time", (_, schedule) => {
    expect(first(3, schedule, "2026-10-31T00:00")).toEqual([
      "2026-10-31T05:30Z",
      "2026-11-01T05:30Z",
      "2026-11-02T06:30Z",
    ]);
    expect(first(1, schedule, "2026-11-01T06:10")).toEqual(["2026-11-02T06:30Z"]);
  });

  test("an hourly cron schedule waits two hours, an interval of an hour does not", () => {
    const start = "2026-11-01T05:00";
    expect(first(2, cron("0 * * * *", NEW_YORK), start)).toEqual(["2026-11-01T05:00Z", "2026-11-01T07:00Z"]);
    expect(first(2, interval(3600, NEW_YORK), start)).toEqual(["2026-11-01T05:00Z", "2026-11-01T06:00Z"]);
  });
});

test("intervals of more than a day keep to the clock also where they are no whole days", () => {
  expect(first(4, interval(129_600, NEW_YORK, "2026-03-07T14:00:00.000000Z"), "2026-03-07T00:00")).toEqual([
    "2026-03-07T14:00Z",
    "2026-03-09T01:00Z",
    "2026-03-10T13:00Z",
    "2026-03-12T01:00Z",
  ]);
});

test("an interval reaches back before its anchor, and keeps its microseconds", () => {
  const schedule = interval(0.5, "UTC", "2026-12-01T00:00:00.123456Z");
  const times = scheduleTimes(schedule, "2026-01-01T00:00:00.200000Z", FAR);
  expect([...times.take(2)]).toEqual(["2026-01-01T00:00:00.623456Z", "2026-01-01T00:00:01.123456Z"]);
});

test("a start and an end belong to the span", () => {
  const [start, end] = ["2026-01-01T00:00:00.000000Z", "2026-01-03T00:00:00.000000Z"];
  for (const schedule of [cron("0 0 * * *"), rule("FREQ=DAILY"), interval(86_400, "UTC", start)]) {
    expect([...scheduleTimes(schedule, start, end)]).toHaveLength(3);
    expect([...scheduleTimes(schedule, "2026-01-01T00:00:00.000001Z", end)]).toHaveLength(2);
  }
});

test("a weekday of a month counts beside a day of the month", () => {
  expect(first(3, cron("0 0 1 * fri#2"), "2026-01-01T00:00")).toEqual([
    "2026-01-01T00:00Z",
    "2026-01-09T00:00Z",
    "2026-02-01T00:00Z",
  ]);
});

test("days of the month that February lacks do not move those of March", () => {
  expect(first(2, cron("0 0 1,30 * *"), "2026-01-31T00:00")).toEqual([
    "2026-02-01T00:00Z",
    "2026-03-01T00:00Z",
  ]);
});

test.each<[string, Schedule]>([
  ["seconds", cron("* * * * * *", NEW_YORK)],
  ["minutes of a rule that began long ago", rule("DTSTART:19700101T000000\nFREQ=MINUTELY", NEW_YORK)],
  ["days", interval(86_400, NEW_YORK)],
  ["counted seconds", rule("DTSTART:19700101T000000\nFREQ=SECONDLY;COUNT=100000000000", NEW_YORK)],
])("ten thousand times are found well within a second: %s", (_, schedule) => {
  const find = () => expect(first(10_000, schedule, "2026-11-28T00:00")).toHaveLength(10_000);
  expect(cpuMsOf(find)).toBeLessThan(1000);
});

test.each<[string, Schedule]>([
  ["a day that never comes", cron("0 0 30 2 *")],
  ["a year that is over", cron("0 0 1 1 * 0 2020")],
  ["seconds of a day that never comes", rule("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")],
  ["hours that the interval steps over", rule("FREQ=SECONDLY;INTERVAL=86400;BYHOUR=3")],
  ["a rule without what is taken out of it", rule("RRULE:FREQ=DAILY\nEXRULE:FREQ=HOURLY")],
  ["a rule that ended", rule("FREQ=DAILY;UNTIL=20200601T000000")],
  ["a rule that was counted", rule("FREQ=DAILY;COUNT=10")],
])("no time is found, and soon, for %s", (_, schedule) => {
  const times = scheduleTimes(schedule, "2026-01-01T00:00:00.000000Z", "9999-01-01T00:00:00.000000Z");
  expect(cpuMsOf(() => expect([...times]).toEqual([]))).toBeLessThan(1000);
});

describe("a schedule is kept", () => {
  const now: Timestamp = "2026-11-28T10:00:00.000000Z";

  test("with what was left out", () => {
    expect(parseSchedule({ interval: 60 }, now)).toEqual({ interval: 60, anchor_date: now, timezone: "UTC" });
    expect(parseSchedule({ interval: "P1DT2H", anchor_date: "2026-01-01T02:00:00+02:00" }, now)).toEqual({
      interval: 93_600,
      anchor_date: "2026-01-01T00:00:00.000000Z",
      timezone: "UTC",
    });
    expect(parseSchedule({ cron: "@daily" }, now)).toEqual({ cron: "@daily", timezone: null, day_or: true });
    expect(parseSchedule({ rrule: "FREQ=DAILY", timezone: "US/Eastern" }, now)).toEqual({
      rrule: "DTSTART:20200101T000000\nFREQ=DAILY",
      timezone: "US/Eastern",
    });
  });

  test.each<[Parameters<typeof parseSchedule>[0], string]>([
    [{ cron: "0 0 * * *", timezone: "europe/berlin" }, '"europe/berlin" is no time zone'],
    [{ interval: 60, timezone: "+01:00" }, '"+01:00" is no time zone'],
    [{ interval: "PT0S" }, 'The interval "PT0S" is not understood'],
    [{ interval: "P1M" }, 'The interval "P1M" is not understood'],
    [{ cron: "* * * *" }, "it has 4 fields"],
    [{ cron: "0 25 * * *" }, "the hour 25 is not from 0 to 23"],
    [{ cron: "*/0 * * * *" }, "a step of 0"],
    [{ cron: "H H * * *" }, '"h" is no minute'],
    [{ cron: "0 0 * * R" }, '"r" is no day of the week'],
    [{ cron: "0 0 * * fri#6" }, "a month has no fri#6"],
    [{ cron: "0 0 * * mon,fri#2" }, "the day of the week mixes mon"],
    [{ rrule: "FREQ=SOMETIMES" }, "FREQ=SOMETIMES is none of"],
    [{ rrule: "INTERVAL=2" }, "FREQ is missing"],
    [{ rrule: "FREQ=DAILY;INTERVAL=0" }, "INTERVAL=0 is no whole number from 1 on"],
    [{ rrule: "FREQ=DAILY;BYHOUR=24" }, "BYHOUR=24 is not from 0 to 23"],
    [{ rrule: "FREQ=MONTHLY;BYDAY=XX" }, '"XX" is none of the weekdays'],
    [{ rrule: "FREQ=DAILY;WHEN=NOW" }, '"WHEN=NOW" is no part of a rule'],
    [{ rrule: "FREQ=DAILY;UNTIL=20260231" }, '"20260231" is no time'],
    [{ rrule: "FREQ=DAILY;UNTIL=20260201T000000Z" }, "must be written without a Z"],
    [{ rrule: "EXDATE:20260101T000000" }, "it has neither an RRULE nor an RDATE"],
    [{ rrule: "DTSTART:18000101T000000\nFREQ=DAILY" }, "it begins before the year 1900"],
    [{ rrule: "VEVENT:1" }, '"VEVENT" is none of'],
  ])("unless it is %j", (given, reason) => {
    expect(() => parseSchedule(given, now)).toThrow(reason);
  });

  test("unless its rule is too long", () => {
    const rrule = `RDATE:${"20260101T000000,".repeat(420)}20260101`;
    expect(() => parseSchedule({ rrule }, now)).toThrow("at most 6500 are kept");
  });
});
