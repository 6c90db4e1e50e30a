import type { Log, LogFilter, LogSort } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import { logsMatch } from "../filters/index.ts";
import type { LogPlace } from "./log-place.ts";
import { type LogOwner, selectShortLines } from "./near-queries.ts";
import {
  type LogRow,
  selectLogs,
  selectLogsBehind,
  selectSettledLogs,
  selectSettledPlace,
  selectUnsettledLogs,
  toLog,
} from "./queries.ts";

/** The log lines that match, by their time. */
export async function listLogs(
  { db }: ReadContext,
  filter: LogFilter | null | undefined,
  page: { sort?: LogSort; limit: number; offset: number },
): Promise<Log[]> {
  const matches = logsMatch(db.dialect, filter);
  const rows = await selectLogs(db.scanner, matches, { ...page, sort: page.sort ?? "TIMESTAMP_ASC" });
  return rows.map(toLog);
}

// What a thread would be handed to answer is dearer than to read and write this much.
const SHORT_LINE_BYTES = 2000;

/** A page of the log of a flow run or of a task run; undefined where a line of it is long. */
export async function listShortLines(
  { db }: ReadContext,
  of: { owner: LogOwner; id: string },
  page: { sort?: LogSort; limit: number; offset: number },
): Promise<Log[] | undefined> {
  const inOrder = { ...page, sort: page.sort ?? "TIMESTAMP_ASC" };
  const rows = await selectShortLines(db.reader, of, inOrder, SHORT_LINE_BYTES);
  return rows?.map(toLog);
}

/** A page of the lines behind a place, for whoever follows them, with the place it leads to. */
export async function followLogs(
  { db }: Context,
  place: LogPlace,
  limit: number,
): Promise<{ logs: Log[]; place: LogPlace }> {
  const rows = await selectSettledLogs(db.reader, place, limit);
  const logs = rows.map(({ transaction: _, ...row }) => toLog(row));
  return { logs, place: rows.at(-1) ?? place };
}

/** The place from which on lines are followed; on PostgreSQL some behind it may be there already. */
export const getLogPlace = ({ db }: Context): Promise<LogPlace> => selectSettledPlace(db.reader);

/** The place from which on all lines are followed, but for those behind it that are there already. */
export const getEndOfLogs = ({ db }: Context): Promise<{ place: LogPlace; ids: string[] }> =>
  selectUnsettledLogs(db.reader);

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
