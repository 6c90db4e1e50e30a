import { type Log, type LogSort, leastIdAt } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { insertRows } from "../db/insert-rows.ts";
import type { LogsTable } from "../db/schema/logs.ts";
import { logOrder } from "../filters/order.ts";

export type LogRow = LogsTable;

const COLUMNS = [
  "id",
  "created",
  "name",
  "level",
  "message",
  "timestamp",
  "flow_run_id",
  "task_run_id",
] as const;

export const insertLogs = (db: Connection, rows: readonly LogRow[]): Promise<void> =>
  insertRows(
    db,
    "logs",
    COLUMNS,
    rows.map((row) => COLUMNS.map((column) => row[column])),
  );

export const toLog = ({ created, ...row }: LogRow): Log => ({ ...row, created, updated: created });

export const selectLogs = (
  db: Connection,
  matches: Expression<SqlBool>,
  { sort, limit, offset }: { sort: LogSort; limit: number; offset: number },
): Promise<LogRow[]> =>
  logOrder(sort)
    .reduce((query, order) => query.orderBy(order), db.selectFrom("logs").select(COLUMNS).where(matches))
    .limit(limit)
    .offset(offset)
    .execute();

/** The lines of a flow run behind one of them, or from the first on, in the order of their times. */
export const selectLogsBehind = (
  db: Connection,
  flowRunId: string,
  last: Pick<LogRow, "timestamp" | "id"> | undefined,
  limit: number,
): Promise<LogRow[]> =>
  logOrder("TIMESTAMP_ASC")
    .reduce(
      (query, order) => query.orderBy(order),
      db.selectFrom("logs").select(COLUMNS).where("flow_run_id", "=", flowRunId),
    )
    .$if(last !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("timestamp", "id"), ">", tuple(last!.timestamp, last!.id)),
      ),
    )
    .limit(limit)
    .execute();

/** The lines of all runs stored after the one with this id, in the order in which they were stored. */
export const selectLogsStoredAfter = (db: Connection, id: string, limit: number): Promise<LogRow[]> =>
  db.selectFrom("logs").select(COLUMNS).where("id", ">", id).orderBy("id").limit(limit).execute();

/**
 * A place in the order in which lines are followed. On PostgreSQL that is the order of their transactions, which are read
 * once all earlier ones have ended; on SQLite these follow one another, and are all 0.
 */
export type LogPlace = { readonly transaction: string; readonly id: string };

export type PlacedLogRow = LogRow & LogPlace;

/** The lines behind a place that nothing can come before any more, in their order. */
export async function selectSettledLogs(
  db: Connection,
  { transaction, id }: LogPlace,
  limit: number,
): Promise<PlacedLogRow[]> {
  if (dialectOf(db) === "sqlite") {
    return (await selectLogsStoredAfter(db, id, limit)).map((row) => ({ ...row, transaction: "0" }));
  }
  const { rows } = await sql<PlacedLogRow>`select ${sql.join(COLUMNS.map((name) => sql.ref(name)))},
      transaction_id::text as transaction
    from logs where (transaction_id, id) > (${transaction}::text::xid8, ${id}::uuid)
      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by logs.transaction_id, id limit ${limit}`.execute(db);
  return rows;
}

/** From where on lines are not settled, and which of those behind it are there all the same. */
export async function selectUnsettledLogs(db: Connection): Promise<{ place: LogPlace; ids: string[] }> {
  if (dialectOf(db) === "sqlite") {
    return { place: { transaction: "0", id: (await selectNewestLogId(db)) ?? leastIdAt(0) }, ids: [] };
  }
  const { rows } = await sql<{ transaction: string; ids: string[] }>`
    select oldest::text as transaction, array(
      select id::text from logs where transaction_id >= oldest
    ) as ids from pg_snapshot_xmin(pg_current_snapshot()) as oldest`.execute(db);
  const { transaction, ids } = rows[0]!;
  return { place: { transaction, id: leastIdAt(0) }, ids };
}

async function selectNewestLogId(db: Connection): Promise<string | undefined> {
  const row = await db.selectFrom("logs").select("id").orderBy("id", "desc").limit(1).executeTakeFirst();
  return row?.id;
}

export const deleteLogsOfFlowRun = async (db: Connection, flowRunId: string): Promise<void> => {
  await db.deleteFrom("logs").where("flow_run_id", "=", flowRunId).execute();
};

export const deleteLogRowsOfFlow = async (db: Connection, flowId: string): Promise<void> => {
  const flowRunIds = db.selectFrom("flow_runs").select("id").where("flow_id", "=", flowId);
  await db.deleteFrom("logs").where("flow_run_id", "in", flowRunIds).execute();
};
