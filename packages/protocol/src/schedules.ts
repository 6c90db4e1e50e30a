import { DateTime, Defaulted, Maybe, Nullable, open, Seconds, type Static, strict, Type } from "./schema.ts";

const IsoDuration = Type.String({ pattern: "^P" });
// What Python can hold in a `timedelta`.
const LONGEST_INTERVAL_SECONDS = 86_399_999_999_999;
const cron = { cron: Type.String(), timezone: Maybe(Type.String()) };
const rrule = { rrule: Type.String(), timezone: Defaulted(Nullable(Type.String()), "UTC") };

/** Runs every so often from its anchor on; in a timezone, whole days keep the time on the wall. */
export const IntervalScheduleCreate = strict("IntervalSchedule-Input", {
  interval: Type.Union([
    Type.Number({ exclusiveMinimum: 0, maximum: LONGEST_INTERVAL_SECONDS }),
    IsoDuration,
  ]),
  anchor_date: Type.Optional(DateTime),
  timezone: Maybe(Type.String()),
});
/** Runs when the clock in the timezone, or in UTC, shows what the expression says. */
export const CronScheduleCreate = strict("CronSchedule", {
  ...cron,
  day_or: Type.Optional(Type.Boolean({ default: true })),
});
/** Runs by rules of RFC 5545, whose times are those of the timezone. */
export const RRuleScheduleCreate = strict("RRuleSchedule", rrule);

export const ScheduleCreate = Type.Union([IntervalScheduleCreate, CronScheduleCreate, RRuleScheduleCreate]);
export type ScheduleCreate = Static<typeof ScheduleCreate>;

const IntervalSchedule = open("IntervalSchedule-Output", {
  interval: Seconds,
  anchor_date: DateTime,
  timezone: Nullable(Type.String()),
});
export type IntervalSchedule = Static<typeof IntervalSchedule>;

const CronSchedule = open("CronSchedule-Output", {
  cron: Type.String(),
  timezone: Nullable(Type.String()),
  day_or: Type.Boolean(),
});
export type CronSchedule = Static<typeof CronSchedule>;

const RRuleSchedule = open("RRuleSchedule-Output", {
  rrule: Type.String(),
  timezone: Nullable(Type.String()),
});
export type RRuleSchedule = Static<typeof RRuleSchedule>;

/** A schedule as it is kept and answered. Which of the three it is shows in its fields. */
export const Schedule = Type.Union([IntervalSchedule, CronSchedule, RRuleSchedule]);
export type Schedule = Static<typeof Schedule>;
