import { LOG_LEVELS, type LogLevel, levelOf } from "./log-levels.ts";
import type { LogLine } from "./log-store.ts";
import { isSearch, matchesSearch, parseSearch } from "./search-terms.ts";

export type LogFilter = {
  /** Only these levels; empty means all. */
  levels: ReadonlySet<LogLevel>;
  find: string;
  taskRunId: string | undefined;
  /** Only lines from one time up to another, as they stand on the wire; undefined for all. */
  span?: { from: string; to: string | undefined };
};

export type VisibleLines = {
  lines: readonly LogLine[];
  /** Lines of each level under the same search and task, whichever levels are chosen. */
  counts: Record<LogLevel, number>;
};

/** The lines a reader asked for, and how many there are of each level. */
export function visibleLines(lines: readonly LogLine[], filter: LogFilter): VisibleLines {
  const counts = Object.fromEntries(LOG_LEVELS.map((level) => [level, 0])) as Record<LogLevel, number>;
  const terms = parseSearch(filter.find);
  const isSearching = isSearch(terms);
  const shown: LogLine[] = [];
  for (const line of lines) {
    if (filter.taskRunId !== undefined && line.taskRunId !== filter.taskRunId) continue;
    if (filter.span && !isWithin(line.timestamp, filter.span)) continue;
    if (isSearching && !matchesSearch(`${line.message} ${line.name}`.toLowerCase(), terms)) continue;
    const level = levelOf(line.level);
    counts[level]++;
    if (filter.levels.size === 0 || filter.levels.has(level)) shown.push(line);
  }
  return { lines: shown, counts };
}

const isWithin = (timestamp: string, { from, to }: { from: string; to: string | undefined }): boolean =>
  timestamp >= from && (to === undefined || timestamp < to);
