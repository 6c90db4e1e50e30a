import type { Schedule, ScheduleCreate } from "@reeve/protocol";

export type TimingKind = "cron" | "interval" | "rrule";

/** When a schedule is due, as it is written in a form. */
export type Timing = {
  kind: TimingKind;
  cron: string;
  dayOr: boolean;
  every: string;
  unit: string;
  /** From when intervals are counted, as it is kept; empty for now. */
  anchor: string;
  rrule: string;
  timezone: string;
};

/** Seconds of the units in which intervals are written. */
export const UNITS: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
};

export const newTiming = (): Timing => ({
  kind: "cron",
  cron: "0 6 * * *",
  dayOr: true,
  every: "1",
  unit: "hours",
  anchor: "",
  rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=6;BYMINUTE=0",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

/** A schedule that there is, as it is written in a form. */
export function timingOf(schedule: Schedule): Timing {
  const timing = { ...newTiming(), timezone: schedule.timezone ?? "UTC" };
  if ("cron" in schedule) return { ...timing, kind: "cron", cron: schedule.cron, dayOr: schedule.day_or };
  if ("rrule" in schedule) return { ...timing, kind: "rrule", rrule: schedule.rrule };
  const [unit = "seconds", size = 1] =
    Object.entries(UNITS).findLast(([, seconds]) => schedule.interval % seconds === 0) ?? [];
  const every = String(schedule.interval / size);
  return { ...timing, kind: "interval", every, unit, anchor: schedule.anchor_date };
}

/** The schedule that a form describes; undefined while it has no interval. */
export function scheduleOf(timing: Timing): ScheduleCreate | undefined {
  const { kind, cron, dayOr, every, unit, anchor, rrule, timezone } = timing;
  if (kind === "cron") return { cron, timezone, day_or: dayOr };
  if (kind === "rrule") return { rrule, timezone };
  const interval = Number(every) * (UNITS[unit] ?? 1);
  return interval > 0 ? { interval, timezone, ...(anchor && { anchor_date: anchor }) } : undefined;
}
