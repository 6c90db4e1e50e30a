import type { Action } from "@reeve/protocol";
import { getAutomation } from "../automations/read-automations.ts";
import { getBlockDocument } from "../block-documents/read-block-documents.ts";
import type { Context } from "../context.ts";
import { getDeployment } from "../deployments/read-deployments.ts";
import { getFlowRun } from "../flow-runs/read-flow-runs.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { getWorkQueue } from "../work-queues/read-work-queues.ts";
import { type Acting, flowRunOf, targetOf } from "./actions/acting.ts";
import { ActionFailed } from "./actions/action-failed.ts";
import { fillTemplates } from "./actions/fill-templates.ts";

/** What an action would do, in a sentence, and with what. */
export type ActionPreview = { readonly summary: string; readonly details: Record<string, unknown> };

/** Says what an action would do, without doing it. Throws an ActionFailed where it is known that it could not. */
export async function previewAction(acting: Acting, action: Action): Promise<ActionPreview> {
  switch (action.type) {
    case "do-nothing":
      return { summary: "Do nothing.", details: {} };
    case "send-notification": {
      const [subject = "", body = ""] = await acting.render([action.subject, action.body]);
      const summary = `Send a message with ${await describeBlock(acting, action.block_document_id)}.`;
      return { summary, details: { subject: subject.trim(), body } };
    }
    case "call-webhook": {
      const [payload = ""] = await acting.render([action.payload]);
      return {
        summary: `Call the webhook of ${await describeBlock(acting, action.block_document_id)}.`,
        details: { payload },
      };
    }
    case "run-deployment": {
      const id = targetOf(acting, "deployment", { source: action.source, id: action.deployment_id });
      const parameters = await fillTemplates(acting, action.parameters ?? {});
      return {
        summary: `Run ${await named(acting.context, "deployment", id)}.`,
        details: {
          parameters,
          job_variables: action.job_variables ?? {},
          schedule_after: action.schedule_after,
        },
      };
    }
    case "change-flow-run-state": {
      const { state, name, message, force } = action;
      const run = await named(acting.context, "flow-run", flowRunOf(acting));
      return {
        summary: `Set the state of ${run} to ${name ?? state}.`,
        details: { state, name, message, force },
      };
    }
    default:
      return { summary: await previewOfTarget(acting, action), details: {} };
  }
}

type WithTarget = Exclude<
  Action,
  { type: "do-nothing" | "send-notification" | "call-webhook" | "run-deployment" | "change-flow-run-state" }
>;

/** Of an action that is a verb and what it is done to. */
async function previewOfTarget(acting: Acting, action: WithTarget): Promise<string> {
  const [, verb = "", kind = ""] = /^([a-z]+)-(.+)$/.exec(action.type)!;
  const id =
    "source" in action
      ? targetOf(acting, kind, { source: action.source, id: selectedId(action) })
      : flowRunOf(acting);
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${await named(acting.context, kind, id)}.`;
}

const selectedId = (action: Extract<WithTarget, { source: string }>): string | null => {
  const [, id] = Object.entries(action).find(([key]) => key.endsWith("_id")) ?? [];
  return typeof id === "string" ? id : null;
};

const NAMES: Readonly<Record<string, (context: Context, id: string) => Promise<string | undefined>>> = {
  automation: async (context, id) => (await getAutomation(context, id)).name,
  deployment: async (context, id) => (await getDeployment(context, { id })).name,
  "flow-run": async (context, id) => (await getFlowRun(context, id)).name,
  "work-pool": async ({ db }, id) => (await findWorkPool(db.reader, { id }))?.name,
  "work-queue": async (context, id) => (await getWorkQueue(context, { id })).name,
};

async function named(context: Context, kind: string, id: string): Promise<string> {
  const name = await NAMES[kind]?.(context, id);
  const what = kind.replaceAll("-", " ");
  if (name === undefined) throw new ActionFailed(`There is no ${what} with the id ${id}.`);
  return `the ${what} "${name}"`;
}

async function describeBlock({ context }: Acting, id: string): Promise<string> {
  const block = await getBlockDocument(context, id, { includeSecrets: false });
  return `the block "${block.name}" (${block.block_type?.name})`;
}
