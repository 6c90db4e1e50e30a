import { expect, test } from "vitest";
import { scheduleChanges } from "./schedule-changes.ts";

const daily = {
  id: "a",
  active: true,
  parameters: {},
  slug: null,
  max_scheduled_runs: null,
  schedule: { cron: "0 6 * * *", timezone: "UTC" },
};
const hourly = { ...daily, id: "b", schedule: { interval: 3_600, anchor_date: "2026-01-01T00:00:00Z" } };
const changes = (from: object[], to: object[]) => scheduleChanges({ updates: { schedules: { from, to } } });

test("schedules that came, went or changed are each told in words", () => {
  expect(changes([], [daily])).toEqual(["Schedule added: At 06:00, UTC"]);
  expect(changes([hourly], [{ ...daily, active: false }])).toEqual([
    "Schedule removed: Every hour",
    "Schedule added: At 06:00, UTC (switched off)",
  ]);
  expect(changes([daily], [{ ...daily, active: false }])).toEqual(["Schedule switched off: At 06:00, UTC"]);
  expect(changes([daily], [{ ...daily, schedule: hourly.schedule, parameters: { month: 1 } }])).toEqual([
    "Schedule changed: At 06:00, UTC → Every hour",
    "Parameters of the schedule changed: Every hour",
  ]);
});

test("an event that tells of no schedule changes none", () => {
  expect([scheduleChanges(null), scheduleChanges({ updates: {} })]).toEqual([[], []]);
});
