import type { Log, LogFilter, LogSort } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { logsMatch } from "../filters/index.ts";
import {
  type LogRow,
  selectLogs,
  selectLogsBehind,
  selectLogsStoredAfter,
  selectNewestLogId,
  toLog,
} from "./queries.ts";

/** The log lines that match, by their time. */
export async function listLogs(
  { db }: Context,
  filter: LogFilter | null | undefined,
  page: { sort?: LogSort; limit: number; offset: number },
): Promise<Log[]> {
  const matches = logsMatch(db.dialect, filter);
  const rows = await selectLogs(db.scanner, matches, { ...page, sort: page.sort ?? "TIMESTAMP_ASC" });
  return rows.map(toLog);
}

/**
 * At most `limit` lines stored after the one with this id, of all runs and in the order in which they were stored:
 * what readers that keep up have missed is short, so it costs no index of its own.
 */
export async function listLogsStoredAfter({ db }: Context, id: string, limit: number): Promise<Log[]> {
  return (await selectLogsStoredAfter(db.reader, id, limit)).map(toLog);
}

/** The id of the line that was stored last; undefined when there is none. */
export const getNewestLogId = ({ db }: Context): Promise<string | undefined> => selectNewestLogId(db.reader);

const PAGE = 1_000;

/** All log lines of a flow run in the order of their times, read page by page as they are asked for. */
export async function* readLogs({ db }: Context, flowRunId: string): AsyncGenerator<Log> {
  let last: LogRow | undefined;
  do {
    const page: LogRow[] = await selectLogsBehind(db.scanner, flowRunId, last, PAGE);
    for (const row of page) yield toLog(row);
    last = page.length === PAGE ? page.at(-1) : undefined;
  } while (last);
}
