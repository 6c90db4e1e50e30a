import type { Log, LogSort } from "@reeve/protocol";
import type { Expression, SqlBool } from "kysely";
import type { Connection } from "../db/database.ts";
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
    .reduce((query, order) => query.orderBy(order), db.selectFrom("logs").selectAll().where(matches))
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
      db.selectFrom("logs").selectAll().where("flow_run_id", "=", flowRunId),
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
  db.selectFrom("logs").selectAll().where("id", ">", id).orderBy("id").limit(limit).execute();

export async function selectNewestLogId(db: Connection): Promise<string | undefined> {
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
