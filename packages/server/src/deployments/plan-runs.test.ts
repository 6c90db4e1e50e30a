import { addSeconds, type Schedule, secondsBetween, type Timestamp } from "@reeve/protocol";
import { readSettings } from "@reeve/settings";
import { describe, expect, test } from "vitest";
import { boundsFrom, nextRefill, timesOfRuns } from "./plan-runs.ts";

const settings = readSettings({ env: {} });
const NOW: Timestamp = "2026-11-22T10:00:30.000000Z";
const every = (interval: number): Schedule => ({
  interval,
  anchor_date: "2026-01-01T00:00:00.000000Z",
  timezone: "UTC",
});
const cron = (text: string): Schedule => ({ cron: text, timezone: "UTC", day_or: true });

const timesAt = (schedule: Schedule, now: Timestamp, maxRuns = 100) =>
  timesOfRuns(schedule, { ...boundsFrom(now, settings), maxRuns });

const refillAt = (schedule: Schedule, now: Timestamp, maxRuns = 100) => {
  const bounds = { ...boundsFrom(now, settings), maxRuns };
  return nextRefill(schedule, timesOfRuns(schedule, bounds), bounds, settings);
};

describe("runs are made", () => {
  test.each<[string, Schedule, number]>([
    ["each minute, for an hour and the minute that completes it", every(60), 61],
    ["each second, a hundred", every(1), 100],
    ["each hour, three, since an hour alone has fewer", every(3600), 3],
    ["each day, three", every(86_400), 3],
    ["each 60 days, as many as 100 days have", every(60 * 86_400), 2],
    ["of a day that never comes, none", cron("0 0 30 2 *"), 0],
    [
      "of a rule that ends, what is left of it",
      { rrule: "DTSTART:20261122T090000\nFREQ=HOURLY;COUNT=3", timezone: "UTC" },
      1,
    ],
  ])("%s", (_, schedule, count) => {
    expect(timesAt(schedule, NOW)).toHaveLength(count);
  });

  test("from now on: what is over is not made up for", () => {
    expect(timesAt(every(3600), NOW)[0]).toBe("2026-11-22T11:00:00.000000Z");
    expect(timesAt(every(3600), "2026-11-22T11:00:00.000000Z")[0]).toBe("2026-11-22T11:00:00.000000Z");
  });

  test("and no more than the schedule allows", () => {
    expect(timesAt(every(60), NOW, 2)).toHaveLength(2);
    expect(timesAt(every(60), NOW, 0)).toEqual([]);
  });
});

describe("a schedule is looked at again", () => {
  test.each<[string, Schedule, Timestamp | undefined]>([
    ["once fewer than three are left", every(86_400), "2026-11-23T00:00:00.000000Z"],
    ["once they reach less than an hour ahead", every(1200), "2026-11-22T10:20:00.000000Z"],
    ["a minute later where it could be at once", every(60), "2026-11-22T10:01:30.000000Z"],
    ["while half of them are left where a minute is too long", every(0.1), "2026-11-22T10:00:35.000000Z"],
    ["a hundred days before it is due at all", cron("0 0 1 6 *"), "2027-02-21T00:00:00.000000Z"],
    ["never, when nothing is due any more", cron("0 0 1 1 * 0 2020"), undefined],
  ])("%s", (_, schedule, expected) => {
    expect(refillAt(schedule, NOW)).toBe(expected);
  });

  test("as soon as one is over, where no more may be made", () => {
    expect(refillAt(every(1200), NOW, 2)).toBe("2026-11-22T10:20:00.000000Z");
  });

  test.each([[1], [7], [60], [600], [3600], [5400], [86_400], [7 * 86_400], [45 * 86_400]])(
    "so that with one due each %d seconds there are always three ahead, for an hour or a hundred in all",
    (seconds) => {
      let now = NOW;
      for (let pass = 0; pass < 50; pass++) {
        const times = timesAt(every(seconds), now);
        const refill = refillAt(every(seconds), now)!;
        // A look may come a tick later than it should.
        const late = addSeconds(refill, 5);
        const ahead = times.filter((time) => time > late);
        const reach = secondsBetween(late, times.at(-1)!);
        const tick = 65 + seconds;
        expect(refill > now).toBe(true);
        expect(ahead.length).toBeGreaterThanOrEqual(Math.min(2, Math.floor((100 * 86_400 - tick) / seconds)));
        expect(reach).toBeGreaterThanOrEqual(Math.min(3600, 100 * seconds) - tick);
        now = late;
      }
    },
  );
});
