import type { Timestamp } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { insertRows } from "../db/insert-rows.ts";
import { jsonRows } from "../db/json-rows.ts";
import { lockFreeRows } from "../db/locking.ts";
import type {
  AutomationActionsTable,
  AutomationBucketsTable,
  AutomationChildFiringsTable,
  AutomationEarlyEventsTable,
  AutomationMetricsTable,
  AutomationSchedulesTable,
} from "../db/schema/automations.ts";
import type { Invocation } from "./invocation.ts";

export type BucketRow = AutomationBucketsTable;
export type BucketKey = Pick<BucketRow, "trigger_id" | "bucketing_key">;

/** The buckets with these keys. */
export async function selectBuckets(db: Connection, keys: readonly BucketKey[]): Promise<BucketRow[]> {
  if (keys.length === 0) return [];
  const given = jsonRows(
    db,
    keys.map(({ trigger_id, bucketing_key }) => [trigger_id, bucketing_key]),
  );
  const { rows } = await sql<BucketRow>`select automation_buckets.* from ${given.table}
    join automation_buckets on automation_buckets.trigger_id = ${given.id(0)}
      and automation_buckets.bucketing_key = ${given.text(1)}`.execute(db);
  return rows;
}

/** Buckets of proactive triggers whose windows are over, the longest first. */
export const selectDueBuckets = (db: Connection, now: Timestamp, limit: number): Promise<BucketRow[]> =>
  db
    .selectFrom("automation_buckets")
    .selectAll()
    .where("is_proactive", "=", 1)
    .where("until", "<=", now)
    .orderBy("until")
    .limit(limit)
    .execute();

const BUCKET_COLUMNS = [
  "trigger_id",
  "bucketing_key",
  "automation_id",
  "labels",
  "is_proactive",
  "start",
  "until",
  "count",
  "last_event_id",
] as const;

export const upsertBuckets = (db: Connection, rows: readonly BucketRow[]): Promise<void> =>
  insertRows(
    db,
    "automation_buckets",
    BUCKET_COLUMNS,
    rows.map((row) => BUCKET_COLUMNS.map((column) => row[column])),
    `on conflict (trigger_id, bucketing_key) do update set start = excluded.start, until = excluded.until,
      count = excluded.count, last_event_id = excluded.last_event_id`,
  );

export async function deleteBuckets(db: Connection, keys: readonly BucketKey[]): Promise<void> {
  if (keys.length === 0) return;
  const given = jsonRows(
    db,
    keys.map(({ trigger_id, bucketing_key }) => [trigger_id, bucketing_key]),
  );
  await sql`delete from automation_buckets where (trigger_id, bucketing_key) in (
    select ${given.id(0)}, ${given.text(1)} from ${given.table}
  )`.execute(db);
}

/** Forgets what reactive triggers counted in windows that have long been over. */
export async function deleteClosedBuckets(db: Connection, before: Timestamp): Promise<void> {
  await db
    .deleteFrom("automation_buckets")
    .where("is_proactive", "=", 0)
    .where("until", "<=", before)
    .execute();
}

export const selectChildFirings = (
  db: Connection,
  parentTriggerId: string,
): Promise<AutomationChildFiringsTable[]> =>
  db
    .selectFrom("automation_child_firings")
    .selectAll()
    .where("parent_trigger_id", "=", parentTriggerId)
    .execute();

/** Puts these firings in the place of those that a composite trigger has kept. */
export async function replaceChildFirings(
  db: Connection,
  parentTriggerId: string,
  rows: readonly AutomationChildFiringsTable[],
): Promise<void> {
  await db.deleteFrom("automation_child_firings").where("parent_trigger_id", "=", parentTriggerId).execute();
  if (rows.length > 0) await db.insertInto("automation_child_firings").values(rows).execute();
}

export type EarlyEventRow = AutomationEarlyEventsTable;

/** The early ones among these events, and those that wait for one of them. */
export async function selectEarlyEvents(db: Connection, ids: readonly string[]): Promise<EarlyEventRow[]> {
  const given = jsonRows(
    db,
    ids.map((id) => [id]),
  );
  const wanted = sql`(select ${given.id(0)} from ${given.table})`;
  const { rows } = await sql<EarlyEventRow>`select * from automation_early_events
    where event_id in ${wanted} or leader_id in ${wanted}`.execute(db);
  return rows;
}

export const selectLostEvents = (db: Connection, before: Timestamp): Promise<EarlyEventRow[]> =>
  db.selectFrom("automation_early_events").selectAll().where("received", "<=", before).execute();

export async function insertEarlyEvent(db: Connection, row: EarlyEventRow): Promise<void> {
  await db
    .insertInto("automation_early_events")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteEarlyEvents(db: Connection, ids: readonly string[]): Promise<void> {
  await db.deleteFrom("automation_early_events").where("event_id", "in", ids).execute();
}

/** Notes actions that are to be done from now on. */
export const insertInvocations = (
  db: Connection,
  invocations: readonly Invocation[],
  due: Timestamp,
): Promise<void> =>
  insertRows(
    db,
    "automation_actions",
    ["id", "automation_id", "invocation", "due", "attempts"],
    invocations.map((invocation) => [
      invocation.id,
      invocation.automation.id,
      JSON.stringify(invocation),
      due,
      0,
    ]),
  );

/** Takes actions whose time has come: they are due again later, should whoever takes them not finish. */
export async function claimInvocationRows(
  db: Connection,
  now: Timestamp,
  dueAgain: Timestamp,
  limit: number,
): Promise<Pick<AutomationActionsTable, "id" | "invocation" | "attempts">[]> {
  const due = await lockFreeRows(
    db,
    db.selectFrom("automation_actions").select("id").where("due", "<=", now).orderBy("due").limit(limit),
  ).execute();
  if (due.length === 0) return [];
  return db
    .updateTable("automation_actions")
    .set((e) => ({ due: dueAgain, attempts: e("attempts", "+", 1) }))
    .where(
      "id",
      "in",
      due.map(({ id }) => id),
    )
    .returning(["id", "invocation", "attempts"])
    .execute();
}

export async function updateInvocationDue(db: Connection, id: string, due: Timestamp): Promise<void> {
  await db.updateTable("automation_actions").set({ due }).where("id", "=", id).execute();
}

/** Writes down what an invocation has come to; one that is done once and forgotten has no row. */
export async function updateInvocation(db: Connection, invocation: Invocation): Promise<void> {
  await db
    .updateTable("automation_actions")
    .set({ invocation: JSON.stringify(invocation) })
    .where("id", "=", invocation.id)
    .execute();
}

export async function deleteInvocation(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("automation_actions").where("id", "=", id).execute();
}

export const selectMetrics = (db: Connection): Promise<AutomationMetricsTable[]> =>
  db.selectFrom("automation_metrics").selectAll().execute();

export async function upsertMetric(db: Connection, row: AutomationMetricsTable): Promise<void> {
  const { is_triggered, changing_since } = row;
  await db
    .insertInto("automation_metrics")
    .values(row)
    .onConflict((conflict) => conflict.column("trigger_id").doUpdateSet({ is_triggered, changing_since }))
    .execute();
}

export const selectSchedules = (db: Connection): Promise<AutomationSchedulesTable[]> =>
  db.selectFrom("automation_schedules").selectAll().execute();

export async function upsertSchedule(db: Connection, row: AutomationSchedulesTable): Promise<void> {
  await db
    .insertInto("automation_schedules")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ next_due: row.next_due }))
    .execute();
}

export async function deleteSchedules(db: Connection, ids: readonly string[]): Promise<void> {
  await db.deleteFrom("automation_schedules").where("id", "in", ids).execute();
}
