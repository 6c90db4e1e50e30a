import type { Trigger, TriggerCreate } from "@reeve/protocol";
import { newTiming, scheduleOf, type Timing } from "../schedules/timing.ts";
import { fromGroupTrigger, type GroupForm, type GroupPart, NEW_GROUP, toGroupTrigger } from "./group-form.ts";
import { fromMetricTrigger, type MetricForm, NEW_METRIC, toMetricTrigger } from "./metric-form.ts";
import { fromScheduleTrigger, toScheduleTrigger } from "./schedule-form.ts";
import { fromTrigger, NEW_TRIGGER, type SubjectId, type TriggerForm, toTrigger } from "./trigger-form.ts";

/** A trigger of any kind, as the form shows it. */
export type AnyTriggerForm =
  | { kind: "event"; event: TriggerForm }
  | { kind: "group"; group: GroupForm }
  | { kind: "metric"; metric: MetricForm }
  | { kind: "schedule"; timing: Timing };

const ofSubject = (subject: SubjectId, events: string[]): AnyTriggerForm => ({
  kind: "event",
  event: { ...NEW_TRIGGER, subject, events },
});

/** What most automations begin with. */
export const TEMPLATES: readonly { name: string; trigger: AnyTriggerForm }[] = [
  { name: "Flow run state", trigger: ofSubject("flow-run", ["Failed", "Crashed"]) },
  { name: "Deployment status", trigger: ofSubject("deployment", ["not-ready"]) },
  { name: "Work pool status", trigger: ofSubject("work-pool", ["not-ready"]) },
  { name: "Work queue status", trigger: ofSubject("work-queue", ["not-ready"]) },
  { name: "Several events", trigger: { kind: "group", group: NEW_GROUP } },
  { name: "Figure of flow runs", trigger: { kind: "metric", metric: NEW_METRIC } },
  { name: "Schedule", trigger: { kind: "schedule", timing: newTiming() } },
  { name: "Any event", trigger: ofSubject("any", []) },
];

/** The name of the template that a trigger is of. */
export function templateOf(trigger: AnyTriggerForm): string | undefined {
  return TEMPLATES.find(({ trigger: one }) =>
    one.kind === "event"
      ? trigger.kind === "event" && trigger.event.subject === one.event.subject
      : trigger.kind === one.kind,
  )?.name;
}

/** The trigger that a form describes. */
export function toAnyTrigger(form: AnyTriggerForm): TriggerCreate {
  if (form.kind === "metric") return toMetricTrigger(form.metric);
  if (form.kind === "schedule") return toScheduleTrigger(form.timing);
  return form.kind === "group" ? toGroupTrigger(form.group) : toTrigger(form.event);
}

/** The form of a trigger; undefined when no form could show all of it. */
export function fromAnyTrigger(trigger: Trigger): AnyTriggerForm | undefined {
  const timing = fromScheduleTrigger(trigger);
  if (timing) return { kind: "schedule", timing };
  const event = fromTrigger(trigger);
  if (event) return { kind: "event", event };
  const metric = fromMetricTrigger(trigger);
  if (metric) return { kind: "metric", metric };
  const group = fromGroupTrigger(trigger);
  return group && { kind: "group", group };
}

/** What a trigger lacks, as a sentence; undefined when it is whole. */
export function triggerFault(form: AnyTriggerForm): string | undefined {
  if (form.kind === "metric") {
    const { rangeMinutes, firingMinutes } = form.metric;
    return rangeMinutes > 0 && firingMinutes > 0 ? undefined : "Say over how many minutes, and for how many.";
  }
  if (form.kind === "event" || form.kind === "schedule") return partFault(form);
  const { parts, order, count } = form.group;
  if (parts.length < 2) return "Several events are at least two.";
  if (order === "some" && count > parts.length) return "Fewer have to happen than there are.";
  return parts.map(partFault).find((fault) => fault !== undefined);
}

function partFault(part: GroupPart): string | undefined {
  if (part.kind === "event") return eventFault(part.event);
  return scheduleOf(part.timing) ? undefined : "Say how often: a number above 0.";
}

function eventFault({ events, isAbsence, minutes }: TriggerForm): string | undefined {
  if (events.length === 0) return "Say what it waits for.";
  return isAbsence && minutes <= 0 ? "Say within how many minutes it has to happen." : undefined;
}
