import type { Client } from "@reeve/client";
import type { ActionCreate } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { findDocument } from "../blocks/block-documents.ts";
import { identityOf } from "../blocks/block-identity.ts";
import { toMilliseconds } from "../duration.ts";
import type { AutomationAction } from "./automation.ts";

/** An action as the server takes it, with the ids of what it names; throws a ReeveError when there is no such thing. */
export async function actionOnWire(client: Client, action: AutomationAction): Promise<ActionCreate> {
  switch (action.type) {
    case "run-deployment": {
      const { type, deployment, parameters, jobVariables, scheduleAfter } = action;
      return {
        type,
        ...(await target("deployment_id", deployment, (name) => deploymentId(client, name))),
        ...(parameters ? { parameters: { ...parameters } } : {}),
        ...(jobVariables ? { job_variables: { ...jobVariables } } : {}),
        ...(scheduleAfter === undefined ? {} : { schedule_after: toMilliseconds(scheduleAfter) / 1000 }),
      };
    }
    case "pause-deployment":
    case "resume-deployment":
      return {
        type: action.type,
        ...(await target("deployment_id", action.deployment, (name) => deploymentId(client, name))),
      };
    case "pause-work-pool":
    case "resume-work-pool":
      return {
        type: action.type,
        ...(await target("work_pool_id", action.workPool, (name) => workPoolId(client, name))),
      };
    case "pause-work-queue":
    case "resume-work-queue":
      return {
        type: action.type,
        ...(await target("work_queue_id", action.workQueue, (name) => workQueueId(client, name))),
      };
    case "pause-automation":
    case "resume-automation":
      return {
        type: action.type,
        ...(await target("automation_id", action.automation, (name) => automationId(client, name))),
      };
    case "send-notification": {
      const { type, block, subject, body } = action;
      const about = subject === undefined ? {} : { subject };
      return { type, block_document_id: await blockId(client, block), ...about, body };
    }
    case "call-webhook": {
      const { type, block, payload = "" } = action;
      const text = typeof payload === "string" ? payload : JSON.stringify(payload, null, 2);
      return { type, block_document_id: await blockId(client, block), payload: text };
    }
    default:
      return action;
  }
}

/** What is named is selected; what is not is inferred from the event. */
async function target<K extends string>(
  key: K,
  name: string | undefined,
  find: (name: string) => Promise<string>,
) {
  if (name === undefined) return { source: "inferred" } as const;
  return { source: "selected", [key]: await find(name) } as { source: "selected" } & Record<K, string>;
}

async function deploymentId(client: Client, name: string): Promise<string> {
  const [flow_name, deployment_name] = halves(name, "the flow and the deployment", "Train/daily");
  return (await client.getDeploymentByName({ params: { flow_name, deployment_name } })).id;
}

const workPoolId = async (client: Client, name: string): Promise<string> =>
  (await client.getWorkPool({ params: { name } })).id;

async function workQueueId(client: Client, path: string): Promise<string> {
  const [work_pool_name, name] = halves(path, "the work pool and the queue", "gpus/urgent");
  return (await client.getWorkQueueInPool({ params: { work_pool_name, name } })).id;
}

async function automationId(client: Client, name: string): Promise<string> {
  const [automation] = await client.listAutomations({
    body: { automations: { name: { any_: [name] } }, limit: 1 },
  });
  if (automation) return automation.id;
  throw new ReeveError("not_found", `There is no automation "${name}".`);
}

async function blockId(client: Client, block: object | string): Promise<string> {
  if (typeof block === "string") {
    const [slug, name] = halves(block, "the block's type and the block", "slack-webhook/team");
    return (await findDocument(client, slug, name, false)).id;
  }
  const identity = identityOf(block);
  if (identity) return identity.id;
  throw new ReeveError("invalid_request", "An automation acts through a block that is saved: save it first.");
}

function halves(path: string, what: string, example: string): [string, string] {
  const at = path.indexOf("/");
  if (at > 0 && at < path.length - 1) return [path.slice(0, at), path.slice(at + 1)];
  throw new ReeveError("invalid_request", `"${path}" does not name ${what}: write it as in "${example}".`);
}
