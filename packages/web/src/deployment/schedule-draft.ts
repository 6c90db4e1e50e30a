import type { DeploymentSchedule, ScheduleCreate } from "@reeve/protocol";
import { parseJson } from "../forms/parse-json.ts";

export type ScheduleKind = "cron" | "interval" | "rrule";

/** A schedule as it is written in the dialog. */
export type ScheduleDraft = {
  kind: ScheduleKind;
  cron: string;
  dayOr: boolean;
  every: string;
  unit: string;
  /** From when intervals are counted, as it is kept; empty for now. */
  anchor: string;
  rrule: string;
  timezone: string;
  active: boolean;
  slug: string;
  /** JSON of the parameters that its runs get over those of the deployment; empty for none. */
  parameters: string;
};

/** Seconds of the units in which intervals are written. */
export const UNITS: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
};

export const newSchedule = (): ScheduleDraft => ({
  kind: "cron",
  cron: "0 6 * * *",
  dayOr: true,
  every: "1",
  unit: "hours",
  anchor: "",
  rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=6;BYMINUTE=0",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  active: true,
  slug: "",
  parameters: "",
});

/** A schedule that there is, as it is written in the dialog. */
export function scheduleDraft({ schedule, active, slug, parameters }: DeploymentSchedule): ScheduleDraft {
  const draft: ScheduleDraft = {
    ...newSchedule(),
    active,
    slug: slug ?? "",
    parameters: Object.keys(parameters).length > 0 ? JSON.stringify(parameters, null, 2) : "",
    timezone: schedule.timezone ?? "UTC",
  };
  if ("cron" in schedule) return { ...draft, kind: "cron", cron: schedule.cron, dayOr: schedule.day_or };
  if ("rrule" in schedule) return { ...draft, kind: "rrule", rrule: schedule.rrule };
  const [unit = "seconds", size = 1] =
    Object.entries(UNITS).findLast(([, seconds]) => schedule.interval % seconds === 0) ?? [];
  return {
    ...draft,
    kind: "interval",
    every: String(schedule.interval / size),
    unit,
    anchor: schedule.anchor_date,
  };
}

/** The schedule that a draft describes; undefined while it has no interval. */
export function scheduleOf(draft: ScheduleDraft): ScheduleCreate | undefined {
  const { kind, cron, dayOr, every, unit, anchor, rrule, timezone } = draft;
  if (kind === "cron") return { cron, timezone, day_or: dayOr };
  if (kind === "rrule") return { rrule, timezone };
  const interval = Number(every) * (UNITS[unit] ?? 1);
  return interval > 0 ? { interval, timezone, ...(anchor && { anchor_date: anchor }) } : undefined;
}

/** What is sent of a draft; throws a sentence about what is wrong with it. */
export function scheduleBody(draft: ScheduleDraft) {
  const schedule = scheduleOf(draft);
  if (!schedule) throw new Error("Give a number above 0.");
  return {
    schedule,
    active: draft.active,
    slug: draft.slug.trim() || null,
    parameters: readParameters(draft.parameters),
  };
}

function readParameters(text: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  const read = parseJson(text);
  if ("fault" in read) throw new Error(`Parameters: ${read.fault}`);
  const { value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("Parameters are an object, in braces.");
  return value;
}
