import type { Action } from "@reeve/protocol";
import { enableAutomation } from "../../automations/update-automation.ts";
import { findWorkPool } from "../../work-pools/read-work-pools.ts";
import { updateWorkPool } from "../../work-pools/update-work-pool.ts";
import { updateWorkQueue } from "../../work-queues/update-work-queue.ts";
import { type Acting, target, targetOf } from "./acting.ts";
import { ActionFailed, type ActionResult } from "./action-failed.ts";

type Of<T extends Action["type"]> = Extract<Action, { type: T }>;

/** Pauses a work pool or lets it go on. */
export async function setWorkPoolPaused(
  acting: Acting,
  { source, work_pool_id }: Of<"pause-work-pool">,
  is_paused: boolean,
): Promise<ActionResult> {
  const id = targetOf(acting, "work-pool", { source, id: work_pool_id });
  const pool = await findWorkPool(acting.context.db.reader, { id });
  if (!pool) throw new ActionFailed(`There is no work pool with the id ${id}.`);
  await updateWorkPool(acting.context, pool.name, { is_paused });
  return { related: [target("work-pool", id, pool.name)] };
}

/** Pauses a work queue or lets it go on. */
export async function setWorkQueuePaused(
  acting: Acting,
  { source, work_queue_id }: Of<"pause-work-queue">,
  is_paused: boolean,
): Promise<ActionResult> {
  const id = targetOf(acting, "work-queue", { source, id: work_queue_id });
  await updateWorkQueue(acting.context, { id }, { is_paused });
  return { related: [target("work-queue", id)] };
}

/** Enables or disables an automation. */
export async function setAutomationEnabled(
  acting: Acting,
  { source, automation_id }: Of<"pause-automation">,
  isEnabled: boolean,
): Promise<ActionResult> {
  const id = targetOf(acting, "automation", { source, id: automation_id });
  await enableAutomation(acting.context, id, isEnabled);
  return { related: [target("automation", id)] };
}
