import type { Flow, FlowSort } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import type { FlowsTable } from "../db/schema/flows.ts";
import { updateRow } from "../db/update-row.ts";
import { flowOrder } from "../filters/order.ts";

export type FlowRow = FlowsTable;

export const toFlow = (row: FlowRow): Flow => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  name: row.name,
  tags: JSON.parse(row.tags),
  labels: JSON.parse(row.labels),
});

const flowById = preparedQuery((db, id: string) => db.selectFrom("flows").selectAll().where("id", "=", id));

export async function selectFlow(db: Connection, id: string): Promise<FlowRow | undefined> {
  const [row] = await flowById(db, id);
  return row;
}

export const selectFlowByName = (db: Connection, name: string): Promise<FlowRow | undefined> =>
  db.selectFrom("flows").selectAll().where("name", "=", name).executeTakeFirst();

/** Inserts a flow unless its name is taken; true when it did. */
export async function insertFlow(db: Connection, row: FlowRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("flows")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Changes a flow's columns; false when there is no such flow. */
export const updateFlowRow = (db: Connection, id: string, changes: Partial<FlowRow>): Promise<boolean> =>
  updateRow(db, "flows", id, changes);

/** Deletes a flow; answers what it was, or undefined when there is no such flow. */
export const deleteFlowRow = (db: Connection, id: string): Promise<FlowRow | undefined> =>
  db.deleteFrom("flows").where("id", "=", id).returningAll().executeTakeFirst();

export async function selectFlows(
  db: Connection,
  matches: Expression<SqlBool>,
  { sort, limit, offset }: { sort: FlowSort; limit: number; offset: number },
): Promise<FlowRow[]> {
  return flowOrder(sort)
    .reduce((query, order) => query.orderBy(order), db.selectFrom("flows").selectAll().where(matches))
    .limit(limit)
    .offset(offset)
    .execute();
}

export async function countFlowRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("flows")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}
