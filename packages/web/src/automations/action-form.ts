import type { Action, ActionCreate, StateType } from "@reeve/protocol";

/** What an action of the form is done to or with. */
export type TargetKind = "deployment" | "work-pool" | "block" | "none";

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
] as const satisfies readonly (readonly [Action["type"], TargetKind])[];
export type OfferedType = (typeof OFFERED)[number][0];

/** An action as the form shows it; an empty target is that of the event. */
export type ActionForm = {
  type: OfferedType;
  target: string;
  subject: string;
  body: string;
  state: StateType;
};

export const NEW_ACTION: ActionForm = {
  type: "send-notification",
  target: "",
  subject: "{{ flow.name }}: {{ flow_run.name }} {{ flow_run.state.name }}",
  body: "{{ flow_run.state.message }}\n\n{{ flow_run|ui_url }}",
  state: "FAILED",
};

/** What an action is done to or with. */
export const targetKindOf = (type: OfferedType): TargetKind =>
  OFFERED.find(([one]) => one === type)?.[1] ?? "none";

/** The action that a form describes, or a sentence about what it lacks. */
export function toAction({
  type,
  target,
  subject,
  body,
  state,
}: ActionForm): ActionCreate | { fault: string } {
  const kind = targetKindOf(type);
  if (kind === "block") {
    if (!target) return { fault: "Choose the block it is sent through." };
    if (type === "call-webhook") return { type, block_document_id: target, payload: body } as ActionCreate;
    return { type, block_document_id: target, subject, body } as ActionCreate;
  }
  if (type === "change-flow-run-state") return { type, state } as ActionCreate;
  if (kind === "none") return { type } as ActionCreate;
  const source = target ? "selected" : "inferred";
  const key = kind === "deployment" ? "deployment_id" : "work_pool_id";
  return { type, source, [key]: target || null } as ActionCreate;
}

/** The form of an action; undefined when the form could not show all of it. */
export function fromAction(action: Action): ActionForm | undefined {
  const type = OFFERED.find(([one]) => one === action.type)?.[0];
  if (!type) return undefined;
  const form: ActionForm = { ...NEW_ACTION, type };
  if ("deployment_id" in action) {
    const isMore =
      "parameters" in action && (action.parameters || action.job_variables || action.schedule_after);
    return isMore ? undefined : { ...form, target: action.deployment_id ?? "" };
  }
  if ("work_pool_id" in action) return { ...form, target: action.work_pool_id ?? "" };
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
