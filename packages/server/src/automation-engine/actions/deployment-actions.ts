import { type Action, addSeconds } from "@reeve/protocol";
import { createFlowRunOfDeployment } from "../../deployments/create-flow-run-of-deployment.ts";
import { pauseDeployment, resumeDeployment } from "../../deployments/pause-deployment.ts";
import { type Acting, creatorOf, idempotencyKeyOf, target, targetOf } from "./acting.ts";
import type { ActionResult } from "./action-failed.ts";
import { fillTemplates } from "./fill-templates.ts";

type Of<T extends Action["type"]> = Extract<Action, { type: T }>;

const deploymentOf = (acting: Acting, { source, deployment_id }: Of<"run-deployment" | "pause-deployment">) =>
  targetOf(acting, "deployment", { source, id: deployment_id });

/** Creates a run of a deployment, once however often it is tried. */
export async function runDeployment(acting: Acting, action: Of<"run-deployment">): Promise<ActionResult> {
  const { context } = acting;
  const id = deploymentOf(acting, action);
  const scheduled_time = addSeconds(context.now(), action.schedule_after);
  const { flowRun } = await createFlowRunOfDeployment(
    context,
    id,
    {
      parameters: await fillTemplates(acting, action.parameters ?? {}),
      job_variables: action.job_variables ?? {},
      state: { type: "SCHEDULED", name: "Scheduled", state_details: { scheduled_time } },
      idempotency_key: idempotencyKeyOf(acting),
    },
    creatorOf(acting),
  );
  return { related: [target("deployment", id), target("flow-run", flowRun.id, flowRun.name, "flow-run")] };
}

/** Lets a deployment's schedules rest. */
export async function pause(acting: Acting, action: Of<"pause-deployment">): Promise<ActionResult> {
  const id = deploymentOf(acting, action);
  await pauseDeployment(acting.context, id, creatorOf(acting));
  return { related: [target("deployment", id)] };
}

/** Lets a deployment's schedules make runs again. */
export async function resume(acting: Acting, action: Of<"resume-deployment">): Promise<ActionResult> {
  const id = deploymentOf(acting, action);
  await resumeDeployment(acting.context, id, creatorOf(acting));
  return { related: [target("deployment", id)] };
}
