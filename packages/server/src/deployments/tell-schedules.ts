import { isDeepStrictEqual } from "node:util";
import type { CreatedBy, DeploymentSchedule } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { DeploymentSchedulesTable } from "../db/schema/deployments.ts";
import { appendEvents } from "../events/append-events.ts";
import { schedulesEvent } from "./deployment-event.ts";
import { type DeploymentRow, toDeploymentSchedule } from "./deployment-row.ts";
import type { SchedulePlan } from "./plan-schedules.ts";
import { selectSchedules } from "./queries.ts";
import { writeSchedules } from "./write-schedules.ts";

/** What an event tells of a schedule. */
type ToldSchedule = Pick<
  DeploymentSchedule,
  "id" | "slug" | "schedule" | "active" | "max_scheduled_runs" | "parameters"
>;

/** Writes what becomes of the schedules of a deployment that the caller holds, and tells of those that differ. */
export async function changeSchedules(
  context: Context,
  transaction: Connection,
  deployment: DeploymentRow,
  plan: SchedulePlan,
  { paused = deployment.paused, changer }: { paused?: number; changer: CreatedBy },
): Promise<void> {
  const before = (await selectSchedules(transaction, [deployment.id])).map(told);
  await writeSchedules(context, transaction, { id: deployment.id, paused }, plan);
  const after = (await selectSchedules(transaction, [deployment.id])).map(told);
  const [from, to] = [without(before, after), without(after, before)];
  if (from.length + to.length === 0) return;
  const payload = {
    updated_fields: ["schedules"],
    updates: { schedules: { from, to } },
    changed_by: changer,
  };
  await appendEvents(transaction, [schedulesEvent(deployment, context.now(), payload)]);
}

function told(row: DeploymentSchedulesTable): ToldSchedule {
  const { id, slug, schedule, active, max_scheduled_runs, parameters } = toDeploymentSchedule(row);
  return { id, slug, schedule, active, max_scheduled_runs, parameters };
}

/** Those of some schedules that others do not have like that: one that was put in place of its equal is none. */
function without(schedules: readonly ToldSchedule[], others: readonly ToldSchedule[]): ToldSchedule[] {
  const left = [...others];
  return schedules.filter((one) => {
    const at = left.findIndex((other) => isDeepStrictEqual({ ...other, id: one.id }, one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
