import { expect, test } from "vitest";
import { describeSchedule } from "./describe-schedule.ts";

const zone = { timezone: "Europe/Berlin" };

test.each([
  [{ interval: 900, anchor_date: "2026-01-01T00:00:00Z", timezone: "UTC" }, "Every 15 minutes"],
  [{ interval: 86_400, anchor_date: "2026-01-01T00:00:00Z", timezone: null }, "Every day"],
  [{ cron: "0 6 * * *", day_or: true, ...zone }, "At 06:00, Europe/Berlin"],
  [{ cron: "0 2 * * 1-5", day_or: true, timezone: null }, "At 02:00, Monday through Friday, UTC"],
  [
    { rrule: "DTSTART:20200101T000000\nRRULE:FREQ=WEEKLY;INTERVAL=2", ...zone },
    "Every 2 weeks, Europe/Berlin",
  ],
  [
    { rrule: "FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=7;BYMINUTE=30", ...zone },
    "Every week on Monday, Friday at 07:30, Europe/Berlin",
  ],
  [{ rrule: "FREQ=DAILY;BYHOUR=6", timezone: "UTC" }, "Every day, byhour 6, UTC"],
])("%j is told in words", (schedule, words) => {
  expect(describeSchedule(schedule)).toBe(words);
});
