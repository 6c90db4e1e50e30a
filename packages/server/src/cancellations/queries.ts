import { TERMINAL_STATE_TYPES, type Timestamp } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";

const TERMINAL = [...TERMINAL_STATE_TYPES];

/** A run that was asked to stop long ago, with the pool whose workers may still have its infrastructure. */
export type OverdueCancellation = Pick<
  FlowRunsTable,
  "id" | "state_id" | "infrastructure_pid" | "work_queue_id"
> & { work_pool_id: string | null; work_pool_type: string | null };

/** The runs that are being cancelled since before a time. */
export const selectOverdueCancellations = (
  db: Connection,
  before: Timestamp,
  limit: number,
): Promise<OverdueCancellation[]> =>
  db
    .selectFrom("flow_runs")
    .leftJoin("work_queues", "work_queues.id", "flow_runs.work_queue_id")
    .leftJoin("work_pools", "work_pools.id", "work_queues.work_pool_id")
    .select([
      "flow_runs.id",
      "flow_runs.state_id",
      "flow_runs.infrastructure_pid",
      "flow_runs.work_queue_id",
      "work_pools.id as work_pool_id",
      "work_pools.type as work_pool_type",
    ])
    .where("flow_runs.state_type", "=", "CANCELLING")
    .where("flow_runs.state_timestamp", "<", before)
    .limit(limit)
    .execute();

/** The runs cancelled since a time of which task runs or subflows go on; those that were asked to stop do not count. */
export async function selectCancelledWithChildren(
  db: Connection,
  since: Timestamp,
  limit: number,
): Promise<string[]> {
  const isOver = sql.join(TERMINAL.map((type) => sql.lit(type)));
  const rows = await db
    .selectFrom("flow_runs")
    .select("flow_runs.id")
    .where("flow_runs.state_type", "=", "CANCELLED")
    .where("flow_runs.end_time", ">=", since)
    .where(
      sql<boolean>`exists (
        select 1 from task_runs
        left join flow_runs as subflow on subflow.parent_task_run_id = task_runs.id
        where task_runs.flow_run_id = flow_runs.id and (
          coalesce(task_runs.state_type, '') not in (${isOver})
          or subflow.state_type not in (${isOver})
            and (subflow.deployment_id is null or subflow.state_type <> 'CANCELLING')))`,
    )
    .orderBy("flow_runs.end_time")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
