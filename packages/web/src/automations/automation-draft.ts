import type {
  Action,
  ActionCreate,
  Automation,
  AutomationCreate,
  Trigger,
  TriggerCreate,
} from "@reeve/protocol";
import { parseJson } from "../forms/parse-json.ts";
import { type ActionForm, fromAction, NEW_ACTION, toAction } from "./action-form.ts";
import { type AnyTriggerForm, fromAnyTrigger, toAnyTrigger, triggerFault } from "./any-trigger-form.ts";
import { NEW_TRIGGER, SUBJECTS, type TriggerForm } from "./trigger-form.ts";

/** An automation that is being written: with the form, or as JSON where it is more than the form can show. */
export type AutomationDraft = {
  name: string;
  description: string;
  tags: string[];
  enabled: boolean;
  trigger: AnyTriggerForm;
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
    trigger: event ? { kind: "event", event: triggerOf(event, name) } : NEW,
    actions: [NEW_ACTION],
    json: undefined,
  };
}

const NEW: AnyTriggerForm = { kind: "event", event: NEW_TRIGGER };

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
  const trigger = fromAnyTrigger(automation.trigger);
  const actions = automation.actions.map(fromAction);
  const isForm =
    trigger !== undefined &&
    actions.every((action) => action !== undefined) &&
    automation.actions_on_trigger.length + automation.actions_on_resolve.length === 0;
  const shared = { name, description, tags, enabled };
  if (isForm) return { ...shared, trigger, actions: actions as ActionForm[], json: undefined };
  return { ...shared, trigger: NEW, actions: [NEW_ACTION], json: jsonOf(automation) };
}

type Core = Pick<AutomationCreate, "trigger" | "actions"> &
  Partial<Pick<AutomationCreate, "actions_on_trigger" | "actions_on_resolve">>;

const jsonOf = ({ trigger, actions, actions_on_trigger, actions_on_resolve }: Core): string =>
  JSON.stringify({ trigger, actions, actions_on_trigger, actions_on_resolve }, null, 2);

/** The draft with what its form says as JSON, to be written on by hand. */
export function asJson(draft: AutomationDraft): AutomationDraft {
  const written = toAutomation(draft);
  return "fault" in written
    ? { ...draft, json: JSON.stringify({ trigger: toAnyTrigger(draft.trigger), actions: [] }, null, 2) }
    : { ...draft, json: jsonOf(written) };
}

/** The draft with the form filled in from its JSON; undefined where that is no JSON, or more than the form has. */
export function asForm(draft: AutomationDraft): AutomationDraft | undefined {
  const core = readCore(draft.json ?? "");
  if ("fault" in core) return undefined;
  if ((core.actions_on_trigger?.length ?? 0) + (core.actions_on_resolve?.length ?? 0) > 0) return undefined;
  const trigger = fromAnyTrigger(withDefaults(core.trigger));
  const actions = core.actions.map((action) => fromAction(withActionDefaults(action)));
  if (!trigger || actions.some((action) => action === undefined)) return undefined;
  return { ...draft, trigger, actions: actions as ActionForm[], json: undefined };
}

/** What somebody wrote as JSON, as far as a form looks at it, the server at the rest; or what it lacks. */
function readCore(json: string): Core | { fault: string } {
  const read = parseJson(json);
  if ("fault" in read) return read;
  const core = read.value as unknown as Core | null;
  if (!core?.trigger || !Array.isArray(core.actions))
    return { fault: "The JSON needs a trigger and actions." };
  return core;
}

/** A trigger with what the server fills in where nothing is said. */
function withDefaults(trigger: TriggerCreate): Trigger {
  const whole = { id: "", type: "event", match: {}, match_related: {}, ...trigger };
  if ("triggers" in whole) {
    const { match: _, match_related: __, ...group } = whole;
    return { ...group, triggers: group.triggers.map(withDefaults) } as Trigger;
  }
  if (whole.type === "metric") return { posture: "Metric", ...whole } as Trigger;
  return { after: [], expect: [], for_each: [], threshold: 1, within: 0, ...whole } as Trigger;
}

const ACTION_DEFAULTS: Readonly<Record<string, unknown>> = {
  parameters: null,
  job_variables: null,
  schedule_after: 0,
  name: null,
  message: null,
  force: false,
};

const withActionDefaults = (action: ActionCreate): Action => ({ ...ACTION_DEFAULTS, ...action }) as Action;

/** The automation that a draft describes, or a sentence about what it lacks. */
export function toAutomation(draft: AutomationDraft): AutomationCreate | { fault: string } {
  const { name, description, tags, enabled, json } = draft;
  if (name.trim() === "") return { fault: "Give it a name." };
  const shared = { name: name.trim(), description, tags, enabled };
  if (json !== undefined) {
    const core = readCore(json);
    return "fault" in core ? core : { ...shared, ...core };
  }
  const { trigger } = draft;
  const fault = triggerFault(trigger);
  if (fault) return { fault };
  const actions = draft.actions.map(toAction);
  const lacking = actions.find((action) => "fault" in action);
  if (lacking) return lacking as { fault: string };
  if (actions.length === 0) return { fault: "Say what it does." };
  return { ...shared, trigger: toAnyTrigger(trigger), actions: actions as AutomationCreate["actions"] };
}
