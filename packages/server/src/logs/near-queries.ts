import type { LogSort } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import { logOrder } from "../filters/order.ts";
import type { LogRow } from "./queries.ts";

/** What a part of a log belongs to. */
export type LogOwner = "flow_run_id" | "task_run_id";

type ReadRow = Omit<LogRow, "message"> & { message: string | null };

const linesOf = (owner: LogOwner, sort: LogSort) =>
  preparedQuery(
    (_, id: string, limit: number, offset: number, bytes: number) => sql<ReadRow>`
    select id, created, name, level, case when octet_length(message) <= ${bytes} then message end as message,
      timestamp, flow_run_id, task_run_id
    from logs where ${sql.ref(owner)} = ${id} order by ${sql.join(logOrder(sort))}
    limit ${limit} offset ${offset}`,
  );

const LINES = {
  flow_run_id: {
    TIMESTAMP_ASC: linesOf("flow_run_id", "TIMESTAMP_ASC"),
    TIMESTAMP_DESC: linesOf("flow_run_id", "TIMESTAMP_DESC"),
  },
  task_run_id: {
    TIMESTAMP_ASC: linesOf("task_run_id", "TIMESTAMP_ASC"),
    TIMESTAMP_DESC: linesOf("task_run_id", "TIMESTAMP_DESC"),
  },
};

/** A page of the log of a flow run or of a task run; undefined where a line of it is longer than so many bytes. */
export async function selectShortLines(
  db: Connection,
  { owner, id }: { owner: LogOwner; id: string },
  { sort, limit, offset }: { sort: LogSort; limit: number; offset: number },
  mostBytes: number,
): Promise<LogRow[] | undefined> {
  const rows = await LINES[owner][sort](db, id, limit, offset, mostBytes);
  return rows.every(isShort) ? rows : undefined;
}

const isShort = (row: ReadRow): row is LogRow => row.message !== null;
