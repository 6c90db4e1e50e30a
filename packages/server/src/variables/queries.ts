import type { Variable, VariableSort } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type { VariablesTable } from "../db/schema/variables.ts";
import { updateRow } from "../db/update-row.ts";
import { parseExactJson } from "../exact-json.ts";
import { variableOrder } from "../filters/order.ts";

export type VariableRow = VariablesTable;

/** What a variable is addressed by. */
export type VariableKey = { id: string } | { name: string };

export const toVariable = (row: VariableRow): Variable => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  name: row.name,
  value: parseExactJson(row.value) as Variable["value"],
  tags: JSON.parse(row.tags),
});

const variableOf = (db: Connection, key: VariableKey) =>
  "id" in key
    ? db.selectFrom("variables").selectAll().where("id", "=", key.id)
    : db.selectFrom("variables").selectAll().where("name", "=", key.name);

export const selectVariable = (db: Connection, key: VariableKey): Promise<VariableRow | undefined> =>
  variableOf(db, key).executeTakeFirst();

/** The variable; nobody else changes it until the transaction ends. */
export const lockVariable = (db: Connection, key: VariableKey): Promise<VariableRow | undefined> =>
  lockRows(db, variableOf(db, key), "variables").executeTakeFirst();

export const selectVariableValues = (
  db: Connection,
  names: readonly string[],
): Promise<Pick<VariableRow, "name" | "value">[]> =>
  db.selectFrom("variables").select(["name", "value"]).where("name", "in", names).execute();

/** Inserts a variable unless its name is taken; true when it did. */
export async function insertVariable(db: Connection, row: VariableRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("variables")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const updateVariableRow = (
  db: Connection,
  id: string,
  changes: Partial<VariableRow>,
): Promise<boolean> => updateRow(db, "variables", id, changes);

export async function deleteVariableRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("variables").where("id", "=", id).execute();
}

export const selectVariables = (
  db: Connection,
  matches: Expression<SqlBool>,
  { sort, limit, offset }: { sort: VariableSort; limit: number; offset: number },
): Promise<VariableRow[]> =>
  variableOrder(sort)
    .reduce((query, order) => query.orderBy(order), db.selectFrom("variables").selectAll().where(matches))
    .limit(limit)
    .offset(offset)
    .execute();

export async function countVariableRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("variables")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}
