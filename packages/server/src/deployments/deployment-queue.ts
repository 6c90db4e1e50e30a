import type { DeploymentUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { DeploymentsTable } from "../db/schema/deployments.ts";
import { checkJobVariables } from "../work-pools/base-job-template.ts";
import { type ResolvedQueue, resolveWorkQueue } from "../work-pools/resolve-work-queue.ts";
import type { DeploymentRow } from "./deployment-row.ts";

type QueueColumns = Pick<DeploymentsTable, "work_queue_id" | "work_queue_name">;
type Joined = Pick<DeploymentRow, "queue_name" | "queue_last_polled" | "pool_id" | "pool_name" | "pool_type">;

/**
 * The columns of the queue that goes by these names, with what joins a row that has them. Job variables that the
 * pool's template does not allow are refused.
 */
export async function queueColumns(
  context: Context,
  transaction: Connection,
  names: Pick<DeploymentUpdate, "work_pool_name" | "work_queue_name">,
  jobVariables: Record<string, unknown>,
): Promise<{ columns: QueueColumns; joined: Joined }> {
  const resolved = await resolveWorkQueue(context, transaction, names);
  if (resolved) {
    checkJobVariables(JSON.parse(resolved.pool.base_job_template), jobVariables, { ignoreRequired: true });
  }
  const { id: work_queue_id = null, name: work_queue_name = null } = resolved?.queue ?? {};
  return { columns: { work_queue_id, work_queue_name }, joined: joinedTo(resolved) };
}

const joinedTo = (resolved: ResolvedQueue | null): Joined => ({
  queue_name: resolved?.queue.name ?? null,
  queue_last_polled: resolved?.queue.last_polled ?? null,
  pool_id: resolved?.pool.id ?? null,
  pool_name: resolved?.pool.name ?? null,
  pool_type: resolved?.pool.type ?? null,
});
