import { type Log, type LogSort, leastIdAt } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { insertRows } from "../db/insert-rows.ts";
import type { LogsTable } from "../db/schema/logs.ts";
import { SETTLED_BEFORE } from "../db/settled-before.ts";
import { logOrder } from "../filters/order.ts";
import type { LogPlace } from "./log-place.ts";

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

export type PlacedLogRow = LogRow & LogPlace;

/** The lines behind a place that nothing can come before any more, in their order. */
export async function selectSettledLogs(
  db: Connection,
  { transaction, id }: LogPlace,
  limit: number,
): Promise<PlacedLogRow[]> {
  if (dialectOf(db) === "sqlite") {
    const query = db.selectFrom("logs").select(COLUMNS).where("id", ">", id).orderBy("id").limit(limit);
    return (await query.execute()).map((row) => ({ ...row, transaction: "0" }));
  }
  const { rows } = await sql<PlacedLogRow>`select ${sql.join(COLUMNS.map((name) => sql.ref(name)))},
      transaction_id::text as transaction
    from logs where (transaction_id, id) > (${transaction}::text::xid8, ${id}::uuid)
      and transaction_id < (select ${SETTLED_BEFORE})
    order by logs.transaction_id, id limit ${limit}`.execute(db);
  return rows;
}

/** The place from which on lines are not settled. */
export async function selectSettledPlace(db: Connection): Promise<LogPlace> {
  if (dialectOf(db) === "sqlite") {
    return { transaction: "0", id: (await selectNewestLogId(db)) ?? leastIdAt(0) };
  }
  const { rows } = await sql<{ transaction: string }>`
    select (${SETTLED_BEFORE})::text as transaction`.execute(db);
  return { transaction: rows[0]!.transaction, id: leastIdAt(0) };
}

/** The same, and which of the lines behind it are there all the same. */
export async function selectUnsettledLogs(db: Connection): Promise<{ place: LogPlace; ids: string[] }> {
  if (dialectOf(db) === "sqlite") return { place: await selectSettledPlace(db), ids: [] };
  const { rows } = await sql<{ transaction: string; ids: string[] }>`
    select oldest::text as transaction, array(
      select id::text from logs where transaction_id >= oldest
    ) as ids from (select ${SETTLED_BEFORE} as oldest) as settled`.execute(db);
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
