import {
  defaultStateName,
  fromMicroseconds,
  type HistoryResponse,
  ReeveError,
  type StateType,
  type Timestamp,
  toMicroseconds,
} from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { CLOCKS, type Intervals, type RunSum, sumRuns } from "../run-counts/sum-runs.ts";

/** What is asked for: from when to when, in intervals of how many seconds. */
export type HistoryRequest = { start: Timestamp; end: Timestamp; seconds: number };

const MOST_INTERVALS = 500;
const SHORTEST_SECONDS = 1;
// A whole second: that far from 1970 microseconds are no longer exact.
const END_OF_TIME = toMicroseconds("9999-12-31T23:59:59.000000Z");

/** The runs that match, counted by state for every interval in which they are expected to start, empty ones included. */
export async function getRunHistory(
  context: ReadContext,
  runs: "flow_runs" | "task_runs",
  filters: RunFilters,
  request: HistoryRequest,
): Promise<HistoryResponse[]> {
  const { starts, intervals } = cut(request);
  if (starts.length === 0) return [];
  const clock = runs === "flow_runs" ? CLOCKS.flowRunsExpected : CLOCKS.taskRunsExpected;
  const sums = await sumRuns(context, clock, filters, intervals);
  const history = starts.map(
    (start, place): HistoryResponse => ({
      interval_start: start,
      interval_end: starts[place + 1] ?? intervals.end,
      states: [],
    }),
  );
  for (const sum of sums) {
    // Runs without a state are in no history.
    if (sum.state_type) history[sum.interval]!.states.push(toState(sum, sum.state_type));
  }
  return history;
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
    intervals: { start, end: at(count), microseconds: length },
  };
}

const toState = (sum: RunSum, state_type: StateType): HistoryResponse["states"][number] => ({
  state_type,
  state_name: sum.state_name ?? defaultStateName(state_type),
  count_runs: sum.count,
  sum_estimated_run_time: sum.run_time,
  sum_estimated_lateness: sum.lateness,
});
