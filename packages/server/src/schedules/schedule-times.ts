import { fromMicroseconds, type Schedule, type Timestamp, toMicroseconds } from "@reeve/protocol";
import { cronTimes } from "./cron-times.ts";
import { intervalTimes } from "./interval-times.ts";
import { ruleSetTimes } from "./rule-set.ts";
import type { Instant } from "./time-zone.ts";
import type { Span } from "./wall-times.ts";

/** When a schedule is due from one instant to another, both included: in order, each instant once. */
export function* scheduleTimes(schedule: Schedule, start: Timestamp, end: Timestamp): Generator<Timestamp> {
  const span = { start: toMicroseconds(start), end: toMicroseconds(end) };
  for (const instant of instantsIn(schedule, span)) yield fromMicroseconds(instant);
}

function instantsIn(schedule: Schedule, span: Span): Iterable<Instant> {
  if ("interval" in schedule) return intervalTimes(schedule, span);
  return "cron" in schedule ? cronTimes(schedule, span) : ruleSetTimes(schedule, span);
}
