import {
  type AnswerOf,
  type searchLogs as endpoint,
  type LogPosition,
  parseTimestamp,
} from "@reeve/protocol";
import type { Context } from "../../context.ts";
import { type LogRow, selectLogsBehind, toLog } from "../queries.ts";
import { PatternMatcher } from "./pattern-matcher.ts";
import { Turns } from "./turns.ts";

export type LogSearch = {
  flowRunId: string;
  pattern: string;
  taskRunId: string | null;
  after: LogPosition | null;
};
export type FoundLogs = AnswerOf<typeof endpoint>;

// Few enough to be read and handed on without a pause that others would notice.
const PAGE = 2_000;
// As many as a page shows at once; whoever wants more asks for what is behind them.
const MOST_FOUND = 2_000;
// A long log is searched in several requests, so that none takes long and the first lines are there soon.
const MOST_MS = 2_000;

// Each takes a core while it lasts, and the others are for those who run flows.
const turns = new Turns(2);

/** The lines of a run's log that match a regular expression, from a place on, until there are many or it has taken a while. */
export async function searchLogs(context: Context, search: LogSearch): Promise<FoundLogs> {
  using _ = await turns.take();
  await using matcher = new PatternMatcher(search.pattern);
  const began = performance.now();
  const found: FoundLogs["found"] = [];
  let reached = toPlace(search.after);
  let page = await readPage(context, search, reached);
  while (page.length > 0) {
    const last = page.at(-1)!;
    const isLast = page.length < PAGE;
    const rows =
      search.taskRunId === null ? page : page.filter((row) => row.task_run_id === search.taskRunId);
    // The next lines are read while these are looked through.
    const next = isLast ? Promise.resolve([]) : readPage(context, search, last);
    const [matches] = await Promise.all([matcher.match(rows), next]);
    for (const { index, hits } of matches) found.push({ log: toLog(rows[index]!), hits });
    reached = { timestamp: last.timestamp, id: last.id };
    if (isLast) break;
    page = await next;
    if (found.length >= MOST_FOUND || performance.now() - began > MOST_MS)
      return { found, reached, is_complete: page.length === 0 };
  }
  return { found, reached: reached ?? null, is_complete: true };
}

const toPlace = (after: LogPosition | null): Pick<LogRow, "timestamp" | "id"> | undefined =>
  // The schema lets nothing through that is no time.
  after === null ? undefined : { timestamp: parseTimestamp(after.timestamp)!, id: after.id.toLowerCase() };

const readPage = (
  { db }: Context,
  { flowRunId }: LogSearch,
  behind: Pick<LogRow, "timestamp" | "id"> | undefined,
): Promise<LogRow[]> => selectLogsBehind(db.scanner, flowRunId, behind, PAGE);
