import { type Log, type LogFilter, parseTimestamp } from "@reeve/protocol";
import { matchesTextSearch, parseTextSearch } from "../filters/parse-text-search.ts";

/** Whether a line passes a filter, as lists of stored lines understand it; an empty filter passes every line. */
export function matchesLog(filter: LogFilter, log: Log): boolean {
  const { level, timestamp, flow_run_id, task_run_id, text } = filter;
  const conditions = [
    level && isWithin(log.level, level.ge_, level.le_),
    timestamp && isWithin(log.timestamp, instant(timestamp.after_), instant(timestamp.before_)),
    flow_run_id && isAnyOf(log.flow_run_id, flow_run_id.any_),
    task_run_id &&
      isAnyOf(log.task_run_id, task_run_id.any_) &&
      (task_run_id.is_null_ == null || task_run_id.is_null_ === (log.task_run_id === null)),
    text && passesSearch(`${log.message} ${log.name}`, text.query),
  ].filter((condition) => condition !== null && condition !== undefined);
  if (filter.operator === "or_" && conditions.length > 0) return conditions.some(Boolean);
  return conditions.every(Boolean);
}

const instant = (text: string | null | undefined) => (text == null ? text : parseTimestamp(text));

const isWithin = <T extends number | string>(value: T, least?: T | null, greatest?: T | null): boolean =>
  (least == null || value >= least) && (greatest == null || value <= greatest);

const isAnyOf = (id: string | null, ids: readonly string[] | null | undefined): boolean =>
  ids == null || ids.some((one) => one.toLowerCase() === id);

/** Nothing when the search has no term: then it is no condition. */
function passesSearch(text: string, query: string): boolean | undefined {
  const search = parseTextSearch(query);
  const hasTerms = Object.values(search).some((terms) => terms.length > 0);
  return hasTerms ? matchesTextSearch(search, text) : undefined;
}
