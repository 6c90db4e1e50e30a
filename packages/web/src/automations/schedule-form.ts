import type { Schedule, Trigger, TriggerCreate } from "@reeve/protocol";
import { scheduleOf, type Timing, timingOf } from "../schedules/timing.ts";
import { isSame } from "../schema-form/is-same.ts";

type Labels = Extract<Trigger, { type: "event" }>["match"];

const PREFIX = "reeve.schedule.";

/** The trigger that waits for a schedule: one of events, with the schedule in its labels. */
export function toScheduleTrigger(timing: Timing): TriggerCreate {
  const { day_or = true, ...others } = { day_or: true, ...scheduleOf(timing) };
  const labels = { ...others, ...(!day_or && { day_or }) };
  return {
    type: "event",
    match: Object.fromEntries(Object.entries(labels).map(([name, value]) => [PREFIX + name, String(value)])),
    match_related: {},
    after: [],
    expect: [`${PREFIX}due`],
    for_each: [],
    posture: "Reactive",
    threshold: 1,
    within: 0,
  };
}

/** The form of a trigger; undefined when it waits for no schedule, or for more than that. */
export function fromScheduleTrigger(trigger: Trigger): Timing | undefined {
  if (trigger.type !== "event") return undefined;
  const schedule = scheduleInLabels(trigger.match);
  if (!schedule) return undefined;
  const timing = timingOf(schedule);
  const { id: _, ...whole } = trigger;
  // The server gives the schedule an id, and gives the same to the same again.
  const { "prefect.resource.id": __, ...match } = trigger.match;
  return isSame(toScheduleTrigger(timing), { ...whole, match }) ? timing : undefined;
}

/** The schedule that the labels of a trigger name. */
export function scheduleInLabels(match: Labels): Schedule | undefined {
  const label = (name: string) => [match[PREFIX + name] ?? []].flat()[0];
  const [cron, interval, rrule] = ["cron", "interval", "rrule"].map(label);
  const timezone = label("timezone") ?? "UTC";
  if (cron) return { cron, timezone, day_or: label("day_or") !== "false" };
  if (interval) return { interval: Number(interval), anchor_date: label("anchor_date") ?? "", timezone };
  return rrule ? { rrule, timezone } : undefined;
}
