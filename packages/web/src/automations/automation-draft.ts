import type { Automation, AutomationCreate } from "@reeve/protocol";
import { parseJson } from "../forms/parse-json.ts";
import { type ActionForm, fromAction, NEW_ACTION, toAction } from "./action-form.ts";
import { fromTrigger, NEW_TRIGGER, SUBJECTS, type TriggerForm, toTrigger } from "./trigger-form.ts";

/** An automation that is being written: with the form, or as JSON where it is more than the form can show. */
export type AutomationDraft = {
  name: string;
  description: string;
  tags: string[];
  enabled: boolean;
  trigger: TriggerForm;
  actions: ActionForm[];
  /** In place of the form's trigger and actions. */
  json: string | undefined;
};

/** An automation that is begun, perhaps from an event that is to be reacted to. */
export function newDraft({ event, name }: { event?: string; name?: string }): AutomationDraft {
  return {
    name: "",
    description: "",
    tags: [],
    enabled: true,
    trigger: event ? triggerOf(event, name) : NEW_TRIGGER,
    actions: [NEW_ACTION],
    json: undefined,
  };
}

function triggerOf(event: string, name: string | undefined): TriggerForm {
  const names = name ? [name] : [];
  const subject = SUBJECTS.find(({ id }) => event.startsWith(`prefect.${id}.`));
  if (!subject) return { ...NEW_TRIGGER, subject: "any", events: [event], names };
  return {
    ...NEW_TRIGGER,
    subject: subject.id,
    events: [event.replace(`prefect.${subject.id}.`, "")],
    names,
  };
}

/** The draft of an automation that there is. */
export function draftOf(automation: Automation): AutomationDraft {
  const { name, description, tags, enabled } = automation;
  const trigger = fromTrigger(automation.trigger);
  const actions = automation.actions.map(fromAction);
  const isForm =
    trigger !== undefined &&
    actions.every((action) => action !== undefined) &&
    automation.actions_on_trigger.length + automation.actions_on_resolve.length === 0;
  const shared = { name, description, tags, enabled };
  if (isForm) return { ...shared, trigger, actions: actions as ActionForm[], json: undefined };
  return { ...shared, trigger: NEW_TRIGGER, actions: [NEW_ACTION], json: jsonOf(automation) };
}

type Core = Pick<AutomationCreate, "trigger" | "actions"> &
  Partial<Pick<AutomationCreate, "actions_on_trigger" | "actions_on_resolve">>;

const jsonOf = ({ trigger, actions, actions_on_trigger, actions_on_resolve }: Core): string =>
  JSON.stringify({ trigger, actions, actions_on_trigger, actions_on_resolve }, null, 2);

/** The draft with what its form says as JSON, to be written on by hand. */
export function asJson(draft: AutomationDraft): AutomationDraft {
  const written = toAutomation(draft);
  return "fault" in written
    ? { ...draft, json: JSON.stringify({ trigger: toTrigger(draft.trigger), actions: [] }, null, 2) }
    : { ...draft, json: jsonOf(written) };
}

/** The automation that a draft describes, or a sentence about what it lacks. */
export function toAutomation(draft: AutomationDraft): AutomationCreate | { fault: string } {
  const { name, description, tags, enabled, json } = draft;
  if (name.trim() === "") return { fault: "Give it a name." };
  const shared = { name: name.trim(), description, tags, enabled };
  if (json !== undefined) {
    const read = parseJson(json);
    if ("fault" in read) return read;
    const core = read.value as unknown as Core | null;
    if (!core?.trigger || !Array.isArray(core.actions))
      return { fault: "The JSON needs a trigger and actions." };
    return { ...shared, ...core };
  }
  const { trigger } = draft;
  if (trigger.events.length === 0) return { fault: "Say what it waits for." };
  if (trigger.isAbsence && trigger.minutes <= 0)
    return { fault: "Say within how many minutes it has to happen." };
  const actions = draft.actions.map(toAction);
  const lacking = actions.find((action) => "fault" in action);
  if (lacking) return lacking as { fault: string };
  if (actions.length === 0) return { fault: "Say what it does." };
  return { ...shared, trigger: toTrigger(trigger), actions: actions as AutomationCreate["actions"] };
}
