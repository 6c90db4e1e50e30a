import {
  defaultStateName,
  fromMicroseconds,
  type HistoryResponse,
  ReeveError,
  type Timestamp,
  toMicroseconds,
} from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { flowRunsMatch, type RunFilters, taskRunsMatch } from "../filters/index.ts";
import { countRunsByInterval, type HistoryRow, type Intervals } from "./queries.ts";

/** What is asked for: from when to when, in intervals of how many seconds. */
export type HistoryRequest = { start: Timestamp; end: Timestamp; seconds: number };

const MOST_INTERVALS = 500;
const SHORTEST_SECONDS = 1;
// A whole second: that far from 1970 microseconds are no longer exact.
const END_OF_TIME = toMicroseconds("9999-12-31T23:59:59.000000Z");

/** The runs that match, counted by state for every interval in which they are expected to start, empty ones included. */
export async function getRunHistory(
  { db, now }: ReadContext,
  runs: "flow_runs" | "task_runs",
  filters: RunFilters,
  request: HistoryRequest,
): Promise<HistoryResponse[]> {
  const { starts, intervals } = cut(request);
  if (starts.length === 0) return [];
  const matches = (runs === "flow_runs" ? flowRunsMatch : taskRunsMatch)(db.dialect, filters);
  const rows = await countRunsByInterval(db.scanner, runs, matches, intervals, now());
  const byInterval = Map.groupBy(rows, (row) => row.interval);
  return starts.map((start, place) => ({
    interval_start: start,
    interval_end: starts[place + 1] ?? intervals.end,
    states: (byInterval.get(place) ?? []).map(toState),
  }));
}

/** The last interval may reach beyond the end that was asked for; of more than are answered, the first are. */
function cut({ start, end, seconds }: HistoryRequest): { starts: Timestamp[]; intervals: Intervals } {
  if (seconds < SHORTEST_SECONDS) {
    throw new ReeveError(
      "unprocessable",
      `The history's intervals have ${seconds} seconds; at least 1 is needed.`,
    );
  }
  const [first, last] = [toMicroseconds(start), toMicroseconds(end)];
  const length = Math.round(Math.min(seconds * 1_000_000, END_OF_TIME));
  const count = Math.min(Math.max(0, Math.ceil((last - first) / length)), MOST_INTERVALS);
  const at = (place: number) => fromMicroseconds(Math.min(first + place * length, END_OF_TIME));
  return {
    starts: Array.from({ length: count }, (_, place) => at(place)),
    intervals: { start, end: at(count), seconds: length / 1_000_000 },
  };
}

const toState = (row: HistoryRow): HistoryResponse["states"][number] => ({
  state_type: row.state_type,
  state_name: row.state_name ?? defaultStateName(row.state_type),
  count_runs: row.count,
  sum_estimated_run_time: row.run_time,
  sum_estimated_lateness: row.lateness,
});
