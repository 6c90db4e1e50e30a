import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { deleteScheduledFlowRuns } from "../scheduled-runs/delete-scheduled-flow-runs.ts";
import type { SchedulePlan } from "./plan-schedules.ts";
import {
  deleteSchedulesById,
  insertSchedules,
  selectSchedules,
  updateRefillTimes,
  updateScheduleRow,
} from "./queries.ts";

/**
 * Writes what becomes of a deployment's schedules, and takes back the runs they made that have not started: the
 * scheduler makes them anew.
 */
export async function writeSchedules(
  context: Context,
  transaction: Connection,
  deployment: { id: string; paused: number },
  plan: SchedulePlan,
): Promise<void> {
  await deleteSchedulesById(transaction, plan.deleted);
  await checkSlugs(transaction, deployment.id, plan);
  // Schedules may take each other's slugs.
  const renamed = plan.updated.filter(({ changes }) => changes.slug);
  for (const { id } of renamed) await updateScheduleRow(transaction, id, { slug: null });
  for (const { id, changes } of plan.updated) await updateScheduleRow(transaction, id, changes);
  await insertSchedules(transaction, plan.inserted);
  await refill(context, transaction, deployment);
}

/**
 * Has a deployment's schedules make anew the runs that are still to come; those that are due already stay, since
 * somebody may be about to start them. While it is paused, all that have not started are taken back, so that none
 * pile up that would all start when it is served again.
 */
export async function refill(
  context: Context,
  transaction: Connection,
  { id, paused }: { id: string; paused: number },
): Promise<void> {
  const now = context.now();
  const isPaused = paused !== 0;
  await updateRefillTimes(transaction, id, isPaused ? null : now);
  await deleteScheduledFlowRuns(context, transaction, id, {
    isAutoScheduled: true,
    keepsWaiting: true,
    ...(!isPaused && { after: now }),
  });
}

/** Refuses slugs that two schedules of the deployment would share. */
async function checkSlugs(transaction: Connection, deploymentId: string, plan: SchedulePlan): Promise<void> {
  const slugs = new Map<string, string>();
  for (const { id, slug } of await selectSchedules(transaction, [deploymentId]))
    if (slug) slugs.set(id, slug);
  for (const { id, changes } of plan.updated) if (changes.slug) slugs.set(id, changes.slug);
  for (const { id, slug } of plan.inserted) if (slug) slugs.set(id, slug);
  const all = [...slugs.values()];
  const repeated = all.find((slug, index) => all.indexOf(slug) !== index);
  if (repeated !== undefined) {
    throw new ReeveError(
      "already_exists",
      `The deployment has a schedule with the slug ${repeated} already.`,
    );
  }
}
