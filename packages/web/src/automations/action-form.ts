import type { Action, ActionCreate, StateType } from "@reeve/protocol";
import { parseJson } from "../forms/parse-json.ts";

/** What an action of the form is done to or with. */
export type TargetKind = "deployment" | "work-pool" | "work-queue" | "automation" | "block" | "none";

/** The actions that the form offers, in their order. */
export const OFFERED = [
  ["send-notification", "block"],
  ["run-deployment", "deployment"],
  ["pause-deployment", "deployment"],
  ["resume-deployment", "deployment"],
  ["cancel-flow-run", "none"],
  ["suspend-flow-run", "none"],
  ["resume-flow-run", "none"],
  ["change-flow-run-state", "none"],
  ["call-webhook", "block"],
  ["pause-work-pool", "work-pool"],
  ["resume-work-pool", "work-pool"],
  ["pause-work-queue", "work-queue"],
  ["resume-work-queue", "work-queue"],
  ["pause-automation", "automation"],
  ["resume-automation", "automation"],
  ["delete-flow-run", "none"],
] as const satisfies readonly (readonly [Action["type"], TargetKind])[];
export type OfferedType = (typeof OFFERED)[number][0];

/** An action as the form shows it; an empty target is that of the event. */
export type ActionForm = {
  type: OfferedType;
  target: string;
  subject: string;
  body: string;
  state: StateType;
  /** JSON of what a deployment is run with over its own; empty for nothing. */
  parameters: string;
  jobVariables: string;
  /** Minutes after which it runs. */
  delayMinutes: number;
};

export const NEW_ACTION: ActionForm = {
  type: "send-notification",
  target: "",
  subject: "{{ flow.name }}: {{ flow_run.name }} {{ flow_run.state.name }}",
  body: "{{ flow_run.state.message }}\n\n{{ flow_run|ui_url }}",
  state: "FAILED",
  parameters: "",
  jobVariables: "",
  delayMinutes: 0,
};

/** What an action is done to or with. */
export const targetKindOf = (type: OfferedType): TargetKind =>
  OFFERED.find(([one]) => one === type)?.[1] ?? "none";

const KEYS = {
  deployment: "deployment_id",
  "work-pool": "work_pool_id",
  "work-queue": "work_queue_id",
  automation: "automation_id",
} as const;

/** With what, and when, a deployment is run; what says nothing is left out. */
function runDetails({ parameters, jobVariables, delayMinutes }: ActionForm) {
  const read = [parameters, jobVariables].map((text) => (text.trim() ? parseJson(text) : { value: null }));
  const [given, variables] = read;
  for (const one of read) {
    if ("fault" in one) return one;
    if (typeof one.value !== "object" || Array.isArray(one.value)) {
      return { fault: "Parameters and job variables are objects, in braces." };
    }
  }
  return {
    ...(given && "value" in given && given.value && { parameters: given.value }),
    ...(variables && "value" in variables && variables.value && { job_variables: variables.value }),
    ...(delayMinutes > 0 && { schedule_after: delayMinutes * 60 }),
  };
}

/** The action that a form describes, or a sentence about what it lacks. */
export function toAction(form: ActionForm): ActionCreate | { fault: string } {
  const { type, target, subject, body, state } = form;
  const kind = targetKindOf(type);
  if (kind === "block") {
    if (!target) return { fault: "Choose the block it is sent through." };
    if (type === "call-webhook") return { type, block_document_id: target, payload: body } as ActionCreate;
    return { type, block_document_id: target, subject, body } as ActionCreate;
  }
  if (type === "change-flow-run-state") return { type, state } as ActionCreate;
  if (kind === "none") return { type } as ActionCreate;
  const source = target ? "selected" : "inferred";
  const more = type === "run-deployment" ? runDetails(form) : {};
  if ("fault" in more) return more;
  return { type, source, [KEYS[kind]]: target || null, ...more } as ActionCreate;
}

/** The form of an action; undefined when the form could not show all of it. */
export function fromAction(action: Action): ActionForm | undefined {
  const type = OFFERED.find(([one]) => one === action.type)?.[0];
  if (!type) return undefined;
  const form: ActionForm = { ...NEW_ACTION, type };
  if (action.type === "run-deployment") {
    return {
      ...form,
      target: action.deployment_id ?? "",
      parameters: action.parameters ? JSON.stringify(action.parameters) : "",
      jobVariables: action.job_variables ? JSON.stringify(action.job_variables) : "",
      delayMinutes: action.schedule_after / 60,
    };
  }
  const kind = targetKindOf(type);
  if (kind !== "none" && kind !== "block") {
    const id = (action as Record<string, unknown>)[KEYS[kind]];
    return { ...form, target: typeof id === "string" ? id : "" };
  }
  if (action.type === "send-notification") {
    return { ...form, target: action.block_document_id, subject: action.subject, body: action.body };
  }
  if (action.type === "call-webhook")
    return { ...form, target: action.block_document_id, body: action.payload };
  if (action.type === "change-flow-run-state") {
    return action.name || action.message || action.force ? undefined : { ...form, state: action.state };
  }
  return form;
}
