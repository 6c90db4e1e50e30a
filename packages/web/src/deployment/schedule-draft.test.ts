import type { DeploymentSchedule, Schedule } from "@reeve/protocol";
import { expect, test } from "vitest";
import { newSchedule, scheduleBody, scheduleDraft } from "./schedule-draft.ts";

const kept = (schedule: Schedule): DeploymentSchedule => ({
  id: "1",
  created: "",
  updated: "",
  deployment_id: "2",
  schedule,
  active: false,
  max_scheduled_runs: null,
  parameters: { month: 3 },
  slug: "early",
});

test.each<Schedule>([
  { cron: "0 6 * * 1-5", timezone: "Europe/Berlin", day_or: false },
  { interval: 5400, anchor_date: "2026-01-01T00:00:00.000000Z", timezone: "UTC" },
  { interval: 604_800, anchor_date: "2026-01-01T00:00:00.000000Z", timezone: "UTC" },
  { rrule: "FREQ=DAILY;COUNT=3", timezone: "UTC" },
])("a schedule that is opened and saved is the same: %o", (schedule) => {
  expect(scheduleBody(scheduleDraft(kept(schedule)))).toEqual({
    schedule,
    active: false,
    slug: "early",
    parameters: { month: 3 },
  });
});

test("what is no interval and what are no parameters is told of", () => {
  const draft = newSchedule();
  expect(() => scheduleBody({ ...draft, kind: "interval", every: "0" })).toThrow("above 0");
  expect(() => scheduleBody({ ...draft, parameters: "[1]" })).toThrow("in braces");
});
