import type { Trigger, TriggerCreate } from "@reeve/protocol";
import type { Timing } from "../schedules/timing.ts";
import { isSame } from "../schema-form/is-same.ts";
import { fromScheduleTrigger, scheduleInLabels, toScheduleTrigger } from "./schedule-form.ts";
import { fromTrigger, NEW_TRIGGER, type TriggerForm, toTrigger } from "./trigger-form.ts";

/** How many of several triggers have to fire: all, any, so many of them, or all in their order. */
export type GroupOrder = "all" | "any" | "some" | "sequence";

/** One of several things that are waited for. */
export type GroupPart = { kind: "event"; event: TriggerForm } | { kind: "schedule"; timing: Timing };

/** A trigger made of several, as the form shows it. */
export type GroupForm = {
  order: GroupOrder;
  /** How many, for "some". */
  count: number;
  /** Within which all of it has to happen; 0 for any time. */
  minutes: number;
  parts: GroupPart[];
};

export const NEW_GROUP: GroupForm = {
  order: "all",
  count: 2,
  minutes: 60,
  parts: [
    { kind: "event", event: { ...NEW_TRIGGER, events: ["Completed"] } },
    { kind: "event", event: { ...NEW_TRIGGER, events: ["Completed"] } },
  ],
};

/** The trigger that a form describes. */
export function toGroupTrigger({ order, count, minutes, parts }: GroupForm): TriggerCreate {
  const triggers = parts.map((part) =>
    part.kind === "event" ? toTrigger(part.event) : toScheduleTrigger(part.timing),
  );
  const within = minutes > 0 ? minutes * 60 : null;
  if (order === "sequence") return { type: "sequence", triggers, within };
  return { type: "compound", triggers, within, require: order === "some" ? count : order };
}

/** The form of a trigger; undefined when the form could not show all of it. */
export function fromGroupTrigger(trigger: Trigger): GroupForm | undefined {
  if (trigger.type !== "compound" && trigger.type !== "sequence") return undefined;
  const parts = trigger.triggers.map(fromPart);
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
  const required = trigger.type === "compound" ? trigger.require : "all";
  const form: GroupForm = {
    order: trigger.type === "sequence" ? "sequence" : typeof required === "number" ? "some" : required,
    count: typeof required === "number" ? required : NEW_GROUP.count,
    minutes: (trigger.within ?? 0) / 60,
    parts: parts as GroupPart[],
  };
  return isSame(toGroupTrigger(form), withoutIds(trigger)) ? form : undefined;
}

function fromPart(trigger: Trigger): GroupPart | undefined {
  const timing = fromScheduleTrigger(trigger);
  if (timing) return { kind: "schedule", timing };
  const event = fromTrigger(trigger);
  return event && { kind: "event", event };
}

function withoutIds(trigger: Trigger): unknown {
  const { id: _, ...rest } = trigger;
  if (trigger.type === "event" && scheduleInLabels(trigger.match)) {
    // The server names the resource of a schedule after the schedule.
    const { "prefect.resource.id": __, ...match } = trigger.match;
    return { ...rest, match };
  }
  return "triggers" in trigger ? { ...rest, triggers: trigger.triggers.map(withoutIds) } : rest;
}
