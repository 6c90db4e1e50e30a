import { createHash } from "node:crypto";
import {
  addSeconds,
  ReeveError,
  type Resource,
  type ResourceSpecification,
  type Schedule,
  type ScheduleCreate,
  type ScheduleTriggerCreate,
  type Timestamp,
} from "@reeve/protocol";
import { parseSchedule } from "../schedules/parse-schedule.ts";
import { scheduleTimes } from "../schedules/schedule-times.ts";

/** The event that a schedule is due, which the server makes for the triggers that wait for it. */
export const SCHEDULE_DUE = "reeve.schedule.due";

/** A schedule as a resource of events: its id says which times it means, and its labels how it is written. */
export type ScheduleResource = { readonly schedule: Schedule; readonly labels: Resource };

const PREFIX = "reeve.schedule.";
const TERMS = ["cron", "interval", "rrule"] as const;
// No rule is due more rarely: a 29 February that is a certain day of the week comes once in 28 years, or in 40.
const LOOK_AHEAD_SECONDS = 41 * 366 * 86_400;

/** The schedule that a trigger written as one means, as the resource whose events it is to match. */
export const scheduleOfTrigger = (given: ScheduleTriggerCreate, now: Timestamp): ScheduleResource =>
  scheduleResource(given, now);

/**
 * The schedule that the labels of a trigger name, with its id; undefined when they name none. Clients that know event
 * triggers alone can write schedules in this way, and give back those that they have read.
 */
export function scheduleOfLabels(match: ResourceSpecification, now: Timestamp): ScheduleResource | undefined {
  const named = Object.entries(match).filter(([label]) => label.startsWith(PREFIX));
  if (named.length === 0) return undefined;
  const { day_or, interval, ...texts } = Object.fromEntries(
    named.map(([label, value]) => [label.slice(PREFIX.length), [value].flat().join()]),
  );
  const seconds = Number(interval);
  return scheduleResource(
    {
      ...texts,
      ...(interval !== undefined && { interval: Number.isNaN(seconds) ? interval : seconds }),
      ...(day_or !== undefined && { day_or: day_or !== "false" }),
    },
    now,
  );
}

/** The first time after another at which a schedule is due; undefined when it never will be again. */
export function nextTime(schedule: Schedule, after: Timestamp): Timestamp | undefined {
  const times = scheduleTimes(schedule, addSeconds(after, 0.000001), addSeconds(after, LOOK_AHEAD_SECONDS));
  return times.next().value ?? undefined;
}

type Given = { readonly [K in "cron" | "rrule" | "timezone" | "anchor_date"]?: string | null } & {
  readonly interval?: number | string;
  readonly day_or?: boolean;
};

function scheduleResource(given: Given, now: Timestamp): ScheduleResource {
  const named = TERMS.filter((term) => given[term] !== undefined);
  if (named.length !== 1) {
    throw new ReeveError(
      "unprocessable",
      `A schedule has one of ${TERMS.join(", ")}; this one has ${named.join(" and ") || "none of them"}.`,
    );
  }
  const schedule = parseSchedule(given as ScheduleCreate, now);
  const labels = Object.entries(schedule)
    // Days of the month or of the week, as cron itself has it, unless a schedule says otherwise.
    .filter(([name, value]) => value !== null && !(name === "day_or" && value === true))
    .map(([name, value]): [string, string] => [PREFIX + name, String(value)]);
  const digest = createHash("sha256").update(JSON.stringify(labels)).digest("hex").slice(0, 32);
  return { schedule, labels: { "prefect.resource.id": PREFIX + digest, ...Object.fromEntries(labels) } };
}
