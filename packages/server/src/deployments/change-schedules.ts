import type {
  CreatedBy,
  DeploymentSchedule,
  DeploymentScheduleCreate,
  DeploymentScheduleUpdate,
} from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { DeploymentSchedulesTable } from "../db/schema/deployments.ts";
import { notFoundError } from "../not-found.ts";
import { type DeploymentRow, toDeploymentSchedule } from "./deployment-row.ts";
import { newSchedule, type SchedulePlan, scheduleChanges } from "./plan-schedules.ts";
import { lockDeployment, selectSchedules } from "./queries.ts";
import { noDeploymentError } from "./read-deployments.ts";
import { requireAllowedRuns } from "./require-allowed-runs.ts";
import { changeSchedules } from "./tell-schedules.ts";

/** Adds schedules to a deployment. */
export async function createDeploymentSchedules(
  context: Context,
  id: string,
  given: readonly DeploymentScheduleCreate[],
  changer: CreatedBy,
): Promise<DeploymentSchedule[]> {
  requireAllowedRuns(context, given);
  return change(context, id, changer, async () => ({
    inserted: given.map((one) => newSchedule(id, one, context.now())),
    updated: [],
    deleted: [],
  }));
}

/** Changes what is given of a schedule; its parameters are those that are sent. */
export async function updateDeploymentSchedule(
  context: Context,
  id: string,
  scheduleId: string,
  given: DeploymentScheduleUpdate,
  changer: CreatedBy,
): Promise<void> {
  requireAllowedRuns(context, [given]);
  await change(context, id, changer, async (transaction) => {
    await requireSchedule(transaction, id, scheduleId);
    const changes = scheduleChanges(given, context.now());
    return { inserted: [], updated: [{ id: scheduleId, changes }], deleted: [] };
  });
}

/** Removes a schedule. */
export async function deleteDeploymentSchedule(
  context: Context,
  id: string,
  scheduleId: string,
  changer: CreatedBy,
): Promise<void> {
  await change(context, id, changer, async (transaction) => {
    await requireSchedule(transaction, id, scheduleId);
    return { inserted: [], updated: [], deleted: [scheduleId] };
  });
}

/** Answers the schedules that are new. */
async function change(
  context: Context,
  id: string,
  changer: CreatedBy,
  plan: (transaction: Connection, deployment: DeploymentRow) => Promise<SchedulePlan>,
): Promise<DeploymentSchedule[]> {
  const inserted = await context.db.write(async (transaction) => {
    const deployment = await lockDeployment(transaction, { id });
    if (!deployment) throw noDeploymentError({ id });
    const planned = await plan(transaction, deployment);
    await changeSchedules(context, transaction, deployment, planned, { changer });
    return planned.inserted;
  });
  context.wakeReaders();
  return inserted.map(toDeploymentSchedule);
}

async function requireSchedule(
  transaction: Connection,
  deploymentId: string,
  id: string,
): Promise<DeploymentSchedulesTable> {
  const found = (await selectSchedules(transaction, [deploymentId])).find((row) => row.id === id);
  if (!found) throw notFoundError("schedule of this deployment", id);
  return found;
}
