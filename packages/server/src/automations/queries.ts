import type { Automation, AutomationSort } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type { AutomationRelatedResourcesTable, AutomationsTable } from "../db/schema/automations.ts";
import { updateRow } from "../db/update-row.ts";
import { automationOrder } from "../filters/order.ts";

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

/** Forgets all that an automation's triggers counted. */
export async function deleteTriggerState(db: Connection, automationId: string): Promise<void> {
  await db.deleteFrom("automation_buckets").where("automation_id", "=", automationId).execute();
  await db.deleteFrom("automation_child_firings").where("automation_id", "=", automationId).execute();
  await db.deleteFrom("automation_metrics").where("automation_id", "=", automationId).execute();
}
