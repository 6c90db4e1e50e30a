import type { Flow, FlowSort } from "@reeve/protocol";
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { type JsonMember, json, jsonMembers, text, time, word } from "../db/json-members.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import type { FlowsTable } from "../db/schema/flows.ts";
import { updateRow } from "../db/update-row.ts";
import { flowOrder, inOrder } from "../filters/order.ts";

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

type Page = { sort: FlowSort; limit: number; offset: number };

export const selectFlows = (db: Connection, matches: Expression<SqlBool>, page: Page): Promise<FlowRow[]> =>
  pageOf(db.selectFrom("flows").selectAll().where(matches), page).execute();

/** The members of each flow as JSON, for those who only hand them on. */
export const selectFlowTexts = (
  db: Connection,
  matches: Expression<SqlBool>,
  page: Page,
): Promise<{ members: string }[]> =>
  pageOf(db.selectFrom("flows").select(members(db).as("members")).where(matches), page).execute();

/** A flow as the API answers it, member by member; `toFlow` makes the same of a row. */
const members = jsonMembers({
  id: word("flows.id"),
  created: time("flows.created"),
  updated: time("flows.updated"),
  name: text("flows.name"),
  tags: json("flows.tags"),
  labels: json("flows.labels"),
} satisfies Record<keyof Flow, JsonMember>);

const pageOf = <DB, TB extends keyof DB, R>(
  query: SelectQueryBuilder<DB, TB, R>,
  { sort, limit, offset }: Page,
): SelectQueryBuilder<DB, TB, R> => inOrder(query, flowOrder(sort)).limit(limit).offset(offset);

export async function countFlowRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("flows")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}
