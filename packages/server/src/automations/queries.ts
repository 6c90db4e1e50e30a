import type { Automation, AutomationSort, Timestamp } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { insertRows } from "../db/insert-rows.ts";
import { jsonRows } from "../db/json-rows.ts";
import { lockRows } from "../db/locking.ts";
import type {
  AutomationBucketsTable,
  AutomationChildFiringsTable,
  AutomationEarlyEventsTable,
  AutomationRelatedResourcesTable,
  AutomationsTable,
} from "../db/schema/automations.ts";
import { updateRow } from "../db/update-row.ts";
import { automationOrder } from "../filters/order.ts";
import type { Invocation } from "./invocation.ts";

export type AutomationRow = AutomationsTable;

export const toAutomation = (row: AutomationRow): Automation => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  name: row.name,
  description: row.description,
  enabled: row.enabled !== 0,
  tags: JSON.parse(row.tags),
  trigger: JSON.parse(row.trigger),
  actions: JSON.parse(row.actions),
  actions_on_trigger: JSON.parse(row.actions_on_trigger),
  actions_on_resolve: JSON.parse(row.actions_on_resolve),
});

const automationOf = (db: Connection, id: string) =>
  db.selectFrom("automations").selectAll().where("id", "=", id);

export const selectAutomation = (db: Connection, id: string): Promise<AutomationRow | undefined> =>
  automationOf(db, id).executeTakeFirst();

/** The automation; nobody else changes it until the transaction ends. */
export const lockAutomation = (db: Connection, id: string): Promise<AutomationRow | undefined> =>
  lockRows(db, automationOf(db, id), "automations").executeTakeFirst();

export async function insertAutomation(db: Connection, row: AutomationRow): Promise<void> {
  await db.insertInto("automations").values(row).execute();
}

export const updateAutomationRow = (
  db: Connection,
  id: string,
  changes: Partial<AutomationRow>,
): Promise<boolean> => updateRow(db, "automations", id, changes);

export async function deleteAutomationRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("automations").where("id", "=", id).execute();
}

export const selectAutomations = (
  db: Connection,
  matches: Expression<SqlBool>,
  { sort, limit, offset }: { sort: AutomationSort; limit: number; offset: number },
): Promise<AutomationRow[]> =>
  automationOrder(sort)
    .reduce((query, order) => query.orderBy(order), db.selectFrom("automations").selectAll().where(matches))
    .limit(limit)
    .offset(offset)
    .execute();

export async function countAutomationRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("automations")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}

export const selectEnabledAutomations = (db: Connection): Promise<AutomationRow[]> =>
  db.selectFrom("automations").selectAll().where("enabled", "=", 1).execute();

export const selectRelatedAutomations = (
  db: Connection,
  resourceId: string,
  { isOwner }: { isOwner?: boolean } = {},
): Promise<AutomationRow[]> =>
  db
    .selectFrom("automations")
    .innerJoin("automation_related_resources as related", "related.automation_id", "automations.id")
    .selectAll("automations")
    .where("related.resource_id", "=", resourceId)
    .$if(isOwner !== undefined, (query) => query.where("related.is_owner", "=", Number(isOwner)))
    .orderBy("automations.name")
    .orderBy("automations.id")
    .execute();

export async function insertRelatedResources(
  db: Connection,
  rows: readonly AutomationRelatedResourcesTable[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto("automation_related_resources")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Forgets what an automation acts on; whose it is stays. */
export async function deleteTargets(db: Connection, automationId: string): Promise<void> {
  await db
    .deleteFrom("automation_related_resources")
    .where("automation_id", "=", automationId)
    .where("is_owner", "=", 0)
    .execute();
}

/** Says that automations have changed. */
export async function advanceRevision(db: Connection): Promise<void> {
  await sql`update automation_revision set revision = revision + 1`.execute(db);
}

export async function selectRevision(db: Connection): Promise<number> {
  const { revision } = await db
    .selectFrom("automation_revision")
    .select("revision")
    .executeTakeFirstOrThrow();
  return revision;
}

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

/** Forgets all that an automation's triggers counted. */
export async function deleteTriggerState(db: Connection, automationId: string): Promise<void> {
  await db.deleteFrom("automation_buckets").where("automation_id", "=", automationId).execute();
  await db.deleteFrom("automation_child_firings").where("automation_id", "=", automationId).execute();
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
