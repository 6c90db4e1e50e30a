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
  /** What is done each time it fires. */
  actions: ActionForm[];
  /** What is done as it begins to fire, and once it has recovered. */
  beginning: ActionForm[];
  ending: ActionForm[];
  /** In place of the form's trigger and actions. */
  json: string | undefined;
};

/** What an automation is begun from: an event that is to be reacted to, a deployment that is to run. */
export type Beginning = { event?: string; name?: string; deployment?: string };

/** An automation that is begun. */
export function newDraft({ event, name, deployment }: Beginning): AutomationDraft {
  return {
    name: "",
    description: "",
    tags: [],
    enabled: true,
    trigger: event ? { kind: "event", event: triggerOf(event, name) } : NEW,
    actions: [deployment ? { ...NEW_ACTION, type: "run-deployment", target: deployment } : NEW_ACTION],
    beginning: [],
    ending: [],
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
  const form = formOf(automation);
  const shared = { name, description, tags, enabled };
  if (form) return { ...shared, ...form, json: undefined };
  const nothing = { trigger: NEW, actions: [NEW_ACTION], beginning: [], ending: [] };
  return { ...shared, ...nothing, json: jsonOf(automation) };
}

type Shown = Pick<AutomationDraft, "trigger" | "actions" | "beginning" | "ending">;

/** What the form shows of an automation; undefined when it could not show all of it. */
function formOf(
  whole: Pick<Automation, "trigger" | "actions" | "actions_on_trigger" | "actions_on_resolve">,
): Shown | undefined {
  const trigger = fromAnyTrigger(whole.trigger);
  const actions = fromActions(whole.actions);
  const beginning = fromActions(whole.actions_on_trigger);
  const ending = fromActions(whole.actions_on_resolve);
  return trigger && actions && beginning && ending && { trigger, actions, beginning, ending };
}

function fromActions(actions: readonly Action[]): ActionForm[] | undefined {
  const forms = actions.map(fromAction);
  return forms.every((form) => form !== undefined) ? forms : undefined;
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
  const form = formOf({
    trigger: withDefaults(core.trigger),
    actions: core.actions.map(withActionDefaults),
    actions_on_trigger: (core.actions_on_trigger ?? []).map(withActionDefaults),
    actions_on_resolve: (core.actions_on_resolve ?? []).map(withActionDefaults),
  });
  return form && { ...draft, ...form, json: undefined };
}

/** What somebody wrote as JSON, as far as a form looks at it, the server at the rest; or what it lacks. */
function readCore(json: string): Core | { fault: string } {
  const read = parseJson(json);
  if ("fault" in read) return read;
  const core = read.value as unknown as Core | null;
  if (!core?.trigger || !Array.isArray(core.actions))
    return { fault: "The JSON needs a trigger and actions." };
  const { actions_on_trigger = [], actions_on_resolve = [] } = core;
  if (![actions_on_trigger, actions_on_resolve].every(Array.isArray))
    return { fault: "Each of the actions is a list." };
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
  const [actions = [], beginning = [], ending = []] = [draft.actions, draft.beginning, draft.ending].map(
    (forms) => forms.map(toAction),
  );
  const all = [...actions, ...beginning, ...ending];
  const lacking = all.find((action) => "fault" in action);
  if (lacking) return lacking as { fault: string };
  if (all.length === 0) return { fault: "Say what it does." };
  // The cast: none of them is a fault.
  return {
    ...shared,
    trigger: toAnyTrigger(trigger),
    actions,
    actions_on_trigger: beginning,
    actions_on_resolve: ending,
  } as AutomationCreate;
}
