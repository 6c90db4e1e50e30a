import type { StateType, Timestamp } from "@reeve/protocol";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { type Line, linesOfEach } from "../db/lines-of-each.ts";
import { HOLDS_SLOT, IS_UNDER_WAY, slotsInUse } from "../db/slots-in-use.ts";

/** A queue as far as it decides which of its runs may go. */
export type QueueToServe = {
  id: string;
  name: string;
  is_paused: number;
  concurrency_limit: number | null;
  active_slots: number | null;
};

/** A pool's queues, the most urgent first, with their slots in use, null where nothing limits them. */
export const selectQueuesToServe = (db: Connection, workPoolId: string): Promise<QueueToServe[]> =>
  db
    .selectFrom("work_queues")
    .select([
      "id",
      "name",
      "is_paused",
      "concurrency_limit",
      sql<number | null>`case when concurrency_limit is not null then ${slotsInUse("work_queues.id")} end`.as(
        "active_slots",
      ),
    ])
    .where("work_pool_id", "=", workPoolId)
    .orderBy("priority")
    .orderBy("id")
    .execute();

/** Which runs are due, of which queue and how many at most, and which of them to leave out. */
export type DueRunsRequest = {
  readonly queues: readonly { readonly id: string; readonly most: number }[];
  readonly before: Timestamp | null;
  readonly after: Timestamp | null;
  /** Limits that have no slot free: their deployments' runs that were told so wait on. */
  readonly fullLimitIds: readonly string[];
};

export type DueRun = {
  id: string;
  work_queue_id: string;
  next_scheduled_start_time: Timestamp;
  waits_for_slot: number;
};

/**
 * The runs of each queue that are due, the earliest first, from the most urgent queue on. Each queue is looked up by
 * itself in an index, in one statement for all, so that a long line at one costs nothing at another.
 */
export async function selectDueRuns(db: Connection, request: DueRunsRequest): Promise<DueRun[]> {
  if (request.queues.length === 0) return [];
  const lines = linesOfEach(db, request.queues, (line) => dueRunsOf(line, request));
  const { rows } = await sql<DueRun>`
    select id, work_queue_id, next_scheduled_start_time, waits_for_slot from (${lines}) as due
    order by place, next_scheduled_start_time, id`.execute(db);
  return rows;
}

// A run that is retried by the process that ran it is nobody else's. That it is scheduled at all is told by its having
// a time; asked for its state too, PostgreSQL reads all scheduled runs of all queues while it has no statistics.
const IS_FREE_TO_TAKE = sql<SqlBool>`flow_runs.empirical_policy not like '%"retry_type":"in_process"%'`;

const WAITS_FOR_SLOT = sql<SqlBool>`flow_runs.state_name = 'AwaitingConcurrencySlot'`;

const dueRunsOf = (line: Line, { before, after, fullLimitIds }: DueRunsRequest): RawBuilder<unknown> => sql`
  select flow_runs.id, flow_runs.work_queue_id, flow_runs.next_scheduled_start_time, ${line.place} as place,
    case when ${WAITS_FOR_SLOT} then 1 else 0 end as waits_for_slot
  from flow_runs
  where flow_runs.work_queue_id = ${line.id} and flow_runs.next_scheduled_start_time is not null and ${IS_FREE_TO_TAKE}
    ${before === null ? sql`` : sql`and flow_runs.next_scheduled_start_time <= ${before}`}
    ${after === null ? sql`` : sql`and flow_runs.next_scheduled_start_time >= ${after}`}
    ${fullLimitIds.length === 0 ? sql`` : sql`and not (${WAITS_FOR_SLOT} and ${isHeldUpBy(fullLimitIds)})`}
  order by flow_runs.next_scheduled_start_time, flow_runs.id
  limit ${line.most}`;

const isHeldUpBy = (limitIds: readonly string[]) =>
  sql`flow_runs.deployment_id in (
    select deployments.id from deployments where deployments.concurrency_limit_id in (${sql.join(limitIds)}))`;

/** The limits on the runs of deployments, each once. */
export async function selectDeploymentLimitIds(db: Connection): Promise<string[]> {
  const rows = await db
    .selectFrom("deployments")
    .select("concurrency_limit_id")
    .distinct()
    .where("concurrency_limit_id", "is not", null)
    .$narrowType<{ concurrency_limit_id: string }>()
    .execute();
  return rows.map(({ concurrency_limit_id }) => concurrency_limit_id);
}

/** A run that holds a slot of its queue. */
export type SlotHolderRow = {
  id: string;
  work_queue_id: string | null;
  name: string;
  state_type: StateType | null;
  state_name: string | null;
  start_time: Timestamp | null;
  state_timestamp: Timestamp | null;
};

const holderColumns = [
  "id",
  "work_queue_id",
  "name",
  "state_type",
  "state_name",
  "start_time",
  "state_timestamp",
] as const;

/** The first runs of each queue that hold its slots. */
export const selectSlotHolders = (
  db: Connection,
  queueIds: readonly string[],
  most: number,
): Promise<SlotHolderRow[]> =>
  db
    .selectFrom(({ selectFrom }) =>
      selectFrom("flow_runs")
        .select(holderColumns)
        .select(sql<number>`row_number() over (partition by work_queue_id order by id)`.as("place"))
        .where("work_queue_id", "in", queueIds)
        .where(HOLDS_SLOT)
        .as("holders"),
    )
    .select(holderColumns)
    .where("place", "<=", most)
    .orderBy("id")
    .execute();

/** How many slots of each queue are held; queues without any are left out. */
export async function countSlotHolders(
  db: Connection,
  queueIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("flow_runs")
    .select(["work_queue_id", sql<number>`cast(count(*) as integer)`.as("count")])
    .where("work_queue_id", "in", queueIds)
    .where(HOLDS_SLOT)
    .groupBy("work_queue_id")
    .execute();
  return new Map(rows.map(({ work_queue_id, count }) => [work_queue_id!, count]));
}

/** A page of a queue's runs that are under way, those being stopped among them. */
export const selectRunsUnderWay = (
  db: Connection,
  queueId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<SlotHolderRow[]> =>
  db
    .selectFrom("flow_runs")
    .select(holderColumns)
    .where("work_queue_id", "=", queueId)
    .where(IS_UNDER_WAY)
    .orderBy("id")
    .limit(limit)
    .offset(offset)
    .execute();

export async function countRunsUnderWay(db: Connection, queueId: string): Promise<number> {
  const { count } = await db
    .selectFrom("flow_runs")
    .select(sql<number>`cast(count(*) as integer)`.as("count"))
    .where("work_queue_id", "=", queueId)
    .where(IS_UNDER_WAY)
    .executeTakeFirstOrThrow();
  return count;
}

/** How many runs of a queue are late. */
export async function countLateRuns(db: Connection, queueId: string): Promise<number> {
  const { count } = await db
    .selectFrom("flow_runs")
    .select(sql<number>`cast(count(*) as integer)`.as("count"))
    .where("work_queue_id", "=", queueId)
    .where("next_scheduled_start_time", "is not", null)
    .where("state_name", "=", "Late")
    .executeTakeFirstOrThrow();
  return count;
}

/** A run by its id and name. */
export type NamedRun = { id: string; name: string };

/** Some runs of a deployment that hold slots of its limit. */
export const selectRunsOfDeploymentUnderWay = (
  db: Connection,
  deploymentId: string,
  limit: number,
): Promise<NamedRun[]> =>
  db
    .selectFrom("flow_runs")
    .select(["id", "name"])
    .where("deployment_id", "=", deploymentId)
    .where(IS_UNDER_WAY)
    .orderBy("id")
    .limit(limit)
    .execute();

/** How many runs of a queue are due before one that is due at that time; counted up to a limit. */
export async function countRunsAhead(
  db: Connection,
  queueId: string,
  { id, time }: { id: string; time: Timestamp },
  most: number,
): Promise<number> {
  const { count } = await db
    .selectFrom(({ selectFrom }) =>
      selectFrom("flow_runs")
        .select("id")
        .where("work_queue_id", "=", queueId)
        .where("next_scheduled_start_time", "<=", time)
        .where("id", "<>", id)
        .limit(most)
        .as("ahead"),
    )
    .select(sql<number>`cast(count(*) as integer)`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** The tags of task runs of a flow run that have yet to run, as JSON lists. */
export async function selectTagsOfWaitingTaskRuns(
  db: Connection,
  flowRunId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom("task_runs")
    .select("tags")
    .where("flow_run_id", "=", flowRunId)
    .where("state_type", "in", ["PENDING", "SCHEDULED"])
    .where("tags", "<>", "[]")
    .limit(limit)
    .execute();
  return rows.map(({ tags }) => tags);
}
