import { type Action, type ActionCreate, ReeveError } from "@reeve/protocol";
import { parseDuration } from "../parse-duration.ts";
import { validateTemplate } from "../templates/validate-template.ts";

type Given<T extends string> = Extract<ActionCreate, { type?: T }>;
type Selected = { source?: "selected" | "inferred" } & { [key: string]: unknown };

/** An action in full; refuses one that could not be done whatever happens. */
export function normalAction(given: ActionCreate): Action {
  switch (given.type) {
    case "run-deployment":
      return normalRun(given);
    case "pause-deployment":
    case "resume-deployment":
      return { type: given.type, ...selection(given, "deployment_id") };
    case "pause-work-pool":
    case "resume-work-pool":
      return { type: given.type, ...selection(given, "work_pool_id") };
    case "pause-work-queue":
    case "resume-work-queue":
      return { type: given.type, ...selection(given, "work_queue_id") };
    case "pause-automation":
    case "resume-automation":
      return { type: given.type, ...selection(given, "automation_id") };
    case "change-flow-run-state":
      return {
        type: given.type,
        state: given.state,
        name: given.name ?? null,
        message: given.message ?? null,
        force: given.force ?? false,
      };
    case "send-notification":
      return normalNotification(given);
    case "call-webhook":
      return normalWebhookCall(given);
    case undefined:
      throw new ReeveError("unprocessable", "An action has no type; say what it is to do.");
    default:
      return { type: given.type };
  }
}

function normalRun(given: Given<"run-deployment">): Action {
  const seconds = parseDuration(given.schedule_after ?? 0);
  if (seconds === undefined) {
    throw new ReeveError(
      "unprocessable",
      `schedule_after is "${given.schedule_after}"; give it in seconds, or as PT1H30M.`,
    );
  }
  checkTemplatesIn("parameters", given.parameters ?? {});
  return {
    type: "run-deployment",
    ...selection(given, "deployment_id"),
    parameters: given.parameters ?? null,
    job_variables: given.job_variables ?? null,
    schedule_after: seconds,
  };
}

function normalNotification({ type, block_document_id, subject, body }: Given<"send-notification">): Action {
  const used = { subject: subject ?? "Prefect automated notification", body };
  checkTemplate("subject", used.subject);
  checkTemplate("body", used.body);
  return { type: type!, block_document_id, ...used };
}

/** The payload is a template of text; an object is one of its own JSON. */
function normalWebhookCall({ type, block_document_id, payload = "" }: Given<"call-webhook">): Action {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload, null, 2);
  checkTemplate("payload", text);
  return { type: type!, block_document_id, payload: text };
}

/** Whether the action's resource is selected or inferred; the first needs its id, the second has none. */
function selection<K extends string>(
  given: Selected,
  key: K,
): { source: "selected" | "inferred" } & { [k in K]: string | null } {
  const source = given.source ?? "selected";
  const id = (given[key] as string | null | undefined) ?? null;
  if (source === "selected" && !id) {
    throw new ReeveError("unprocessable", `An action on a selected resource needs its ${key}.`);
  }
  if (source === "inferred" && id) {
    throw new ReeveError("unprocessable", `An action on an inferred resource has no ${key}; it has ${id}.`);
  }
  return { source, [key]: id } as { source: "selected" | "inferred" } & { [k in K]: string | null };
}

function checkTemplate(name: string, template: string): void {
  const fault = validateTemplate(template);
  if (!fault) return;
  throw new ReeveError(
    "unprocessable",
    `The ${name} is no well-formed template: line ${fault.line}: ${fault.message}`,
  );
}

function checkTemplatesIn(name: string, value: unknown): void {
  if (typeof value === "string") checkTemplate(name, value);
  else if (typeof value === "object" && value !== null) {
    for (const [key, part] of Object.entries(value)) checkTemplatesIn(`${name}.${key}`, part);
  }
}
