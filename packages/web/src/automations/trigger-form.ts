import type { Trigger, TriggerCreate } from "@reeve/protocol";
import { isSame } from "../schema-form/is-same.ts";

/** What a trigger of the form looks at, and what can be waited for of it. */
export const SUBJECTS = [
  {
    id: "flow-run",
    label: "A flow run",
    named: "Of the flows",
    events: [
      "Failed",
      "Crashed",
      "Completed",
      "Cancelled",
      "TimedOut",
      "Late",
      "Running",
      "Pending",
      "Scheduled",
      "Paused",
      "AwaitingRetry",
    ],
  },
  {
    id: "deployment",
    label: "A deployment",
    named: "Named",
    events: ["ready", "not-ready", "created", "updated", "deleted"],
  },
  { id: "work-pool", label: "A work pool", named: "Named", events: ["not-ready", "ready", "paused"] },
  { id: "work-queue", label: "A work queue", named: "Named", events: ["not-ready", "ready", "paused"] },
] as const;
export type SubjectId = (typeof SUBJECTS)[number]["id"] | "any";

/** A trigger as the form shows it; those that are more than this are written as JSON. */
export type TriggerForm = {
  subject: SubjectId;
  /** Of the subject's events; of "any", whole names. */
  events: string[];
  /** Only those of these names: of flow runs the names of their flows. */
  names: string[];
  isAbsence: boolean;
  /** What has to happen before the absence counts. */
  after: string[];
  threshold: number;
  minutes: number;
};

export const NEW_TRIGGER: TriggerForm = {
  subject: "flow-run",
  events: ["Failed", "Crashed"],
  names: [],
  isAbsence: false,
  after: [],
  threshold: 1,
  minutes: 0,
};

/** The trigger that a form describes. */
export function toTrigger(form: TriggerForm): TriggerCreate {
  const { subject, names, isAbsence, threshold, minutes } = form;
  const nameOf = (event: string) => (subject === "any" ? event : `prefect.${subject}.${event}`);
  const named = names.length === 1 ? names[0]! : names;
  const isOfFlows = subject === "flow-run" && names.length > 0;
  return {
    type: "event",
    match: {
      ...(subject !== "any" && { "prefect.resource.id": `prefect.${subject}.*` }),
      ...(subject !== "flow-run" && names.length > 0 && { "prefect.resource.name": named }),
    },
    match_related: isOfFlows ? { "prefect.resource.role": "flow", "prefect.resource.name": named } : {},
    after: isAbsence ? form.after.map(nameOf) : [],
    expect: form.events.map(nameOf),
    // Each run, pool or deployment is waited for by itself.
    for_each: isAbsence ? ["prefect.resource.id"] : [],
    posture: isAbsence ? "Proactive" : "Reactive",
    threshold,
    within: minutes * 60,
  };
}

/** The form of a trigger; undefined when the form could not show all of it. */
export function fromTrigger(trigger: Trigger): TriggerForm | undefined {
  if (trigger.type !== "event") return undefined;
  const { match, match_related, expect, after, posture, threshold, within } = trigger;
  const id = [match["prefect.resource.id"] ?? ""].flat()[0] ?? "";
  const subject = SUBJECTS.find((one) => id === `prefect.${one.id}.*`)?.id ?? "any";
  const short = (names: readonly string[]) =>
    names.map((name) => (subject === "any" ? name : name.replace(`prefect.${subject}.`, "")));
  const related = [match_related].flat()[0] ?? {};
  const names = subject === "flow-run" ? related["prefect.resource.name"] : match["prefect.resource.name"];
  const form: TriggerForm = {
    subject,
    events: short(expect),
    names: [names ?? []].flat(),
    isAbsence: posture === "Proactive",
    after: short(after),
    threshold,
    minutes: within / 60,
  };
  const { id: _, ...whole } = trigger;
  return isSame(toTrigger(form), whole) ? form : undefined;
}
