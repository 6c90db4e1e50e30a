import { type RawBuilder, type SqlBool, sql } from "kysely";

// Spelled as in the index that holds these runs alone, or it is not used.
const UNDER_WAY = sql`flow_runs.state_type in ('PENDING', 'RUNNING', 'CANCELLING')`;

/** True of the runs that take a slot of their queue and of its pool. */
export const HOLDS_SLOT = sql<SqlBool>`(${UNDER_WAY} and flow_runs.state_type <> 'CANCELLING')`;

/** True of them and of the runs that are being stopped, and so still take up what a slot stands for. */
export const IS_UNDER_WAY: RawBuilder<SqlBool> = sql`${UNDER_WAY}`;

/** How many runs hold a slot of the queues of which `queueId`, a column or a query of one, gives the ids. */
export const slotsInUse = (queueId: string | RawBuilder<unknown>): RawBuilder<number> =>
  sql`(select cast(count(*) as integer) from flow_runs where flow_runs.work_queue_id in (${
    typeof queueId === "string" ? sql.ref(queueId) : queueId
  }) and ${HOLDS_SLOT})`;
