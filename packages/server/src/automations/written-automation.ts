import type { Action, AutomationUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { findDeployment } from "../deployments/read-deployments.ts";
import { checkJobVariables } from "../work-pools/base-job-template.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { checkForLoops } from "./check-for-loops.ts";
import { normalAction } from "./normal-action.ts";
import { normalTrigger } from "./normal-trigger.ts";
import type { AutomationRow } from "./queries.ts";

/** The columns that a create or a replacement writes; refuses what could not work. */
export async function writtenColumns(
  context: Context,
  given: AutomationUpdate,
): Promise<Omit<AutomationRow, "id" | "created" | "updated"> & { targets: string[] }> {
  const enabled = given.enabled ?? true;
  const trigger = normalTrigger(given.trigger, context.now());
  const actions = given.actions.map(normalAction);
  if (enabled) checkForLoops(trigger, actions);
  for (const action of actions) await checkRun(context, action);
  return {
    name: given.name,
    description: given.description ?? "",
    enabled: Number(enabled),
    tags: JSON.stringify(given.tags ?? []),
    trigger: JSON.stringify(trigger),
    actions: JSON.stringify(actions),
    actions_on_trigger: JSON.stringify((given.actions_on_trigger ?? []).map(normalAction)),
    actions_on_resolve: JSON.stringify((given.actions_on_resolve ?? []).map(normalAction)),
    targets: [...new Set(actions.flatMap(targetsOf))],
  };
}

/** The resources that an action names; those it infers are not known before it is done. */
const targetsOf = (action: Action): string[] =>
  action.type === "run-deployment" && action.deployment_id
    ? [`prefect.deployment.${action.deployment_id}`]
    : [];

/** Refuses job variables that the deployment's work pool does not take. */
async function checkRun({ db }: Context, action: Action): Promise<void> {
  if (action.type !== "run-deployment" || !action.deployment_id || !action.job_variables) return;
  if (Object.keys(action.job_variables).length === 0) return;
  const { pool_name } = await findDeployment(db.reader, { id: action.deployment_id });
  const pool = pool_name ? await findWorkPool(db.reader, { name: pool_name }) : undefined;
  if (pool) {
    checkJobVariables(JSON.parse(pool.base_job_template), action.job_variables, { ignoreRequired: true });
  }
}
