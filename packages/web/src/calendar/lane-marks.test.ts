import type { CalendarRun, StateType } from "@reeve/protocol";
import { expect, test } from "vitest";
import { laneMarks, loadOf, mostAtOnce, PLACES } from "./lane-marks.ts";

const HOUR = 3_600_000;
const start = Date.UTC(2026, 10, 23);
const bounds = { start, end: start + PLACES * HOUR };
const at = (hours: number) => new Date(start + hours * HOUR).toISOString();
const run = (id: string, hours: number, state_type: StateType): CalendarRun => ({
  id,
  name: id,
  deployment_id: null,
  state_type,
  state_name: null,
  start_time: at(hours),
  seconds: 1,
});

test("what falls into one place is one mark, with the state that matters most", () => {
  const runs = [
    run("a", 1.1, "COMPLETED"),
    run("b", 1.7, "FAILED"),
    run("c", 1.9, "COMPLETED"),
    run("d", 5, "RUNNING"),
  ];
  expect(laneMarks(runs, [at(9)], bounds)).toMatchObject([
    {
      place: 1,
      tone: "failed",
      count: 3,
      runId: undefined,
      isPlanned: false,
      from: start + HOUR,
      until: start + 2 * HOUR,
    },
    { place: 5, tone: "running", count: 1, runId: "d" },
    { place: 9, tone: "scheduled", count: 1, runId: undefined, isPlanned: true },
  ]);
});

test("the load of each stretch is counted, and what is outside is not", () => {
  expect(loadOf([start, start + HOUR, start - 1, bounds.end], bounds, 2)).toEqual([2, 0]);
});

test("runs that take longer than the time between them are under way at once", () => {
  const times = [at(0), at(1), at(2), at(8)];
  expect(mostAtOnce({ times, usual_seconds: 1800 })).toBe(1);
  expect(mostAtOnce({ times, usual_seconds: 3600 })).toBe(1);
  expect(mostAtOnce({ times, usual_seconds: 2.5 * 3600 })).toBe(3);
  expect(mostAtOnce({ times, usual_seconds: null })).toBe(0);
});
