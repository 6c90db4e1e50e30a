import { addSeconds, parseTimestamp, type Timestamp, toMicroseconds } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { toJsonRows } from "../db/json-rows.ts";
import { instantOf } from "../db/run-estimates.ts";
import { flowRunsMatch, type RunFilters, taskRunsMatch } from "../filters/index.ts";
import { givenFilters } from "../filters/run-filters.ts";
import { CLOCKS, type Clock } from "./clocks.ts";
import { BEGINNING, canBeCut, cutTime, FOREVER, type Span } from "./cut-time.ts";
import { type RunSum, sumKeptRuns, sumRunRows } from "./queries.ts";

export type { RunSum } from "./queries.ts";
export { CLOCKS };

/** A span cut into intervals of one length, the last of which may be shorter. */
export type Intervals = Span & { readonly microseconds: number };

// Longer than from the first year to the last.
const ONE_INTERVAL: Intervals = { start: BEGINNING, end: FOREVER, microseconds: 4e17 };

/**
 * How many of the runs that match are in each state, how long they ran and how late they were, for each interval in
 * which they are by the clock: from the sums that are kept, where the filters ask for a time and for states alone.
 */
export async function sumRuns(
  { db, now }: ReadContext,
  clock: Clock,
  filters: RunFilters,
  intervals: Intervals,
): Promise<RunSum[]> {
  const instant = instantOf(now());
  const { start, end, microseconds } = intervals;
  const [first, match] = [toMicroseconds(start), clock.runs === "flow_runs" ? flowRunsMatch : taskRunsMatch];
  const kept = keptPartOf(clock, filters, intervals);
  if (!kept) {
    const time = { clock, start, end, first, microseconds };
    return sumRunRows(db.scanner, time, match(db.dialect, filters), instant);
  }
  const { span, states } = kept;
  if (span.start >= span.end) return [];
  const { parts, edges } = cutTime(span, { first, microseconds });
  const cut = {
    parts: JSON.stringify(parts.map(({ interval, minutes, from, to }) => [interval, minutes, from, to])),
    edges: toJsonRows(edges.map((edge) => [edge.start, edge.end])),
  };
  const matches = states && match(db.dialect, states);
  return sumKeptRuns(db.scanner, { clock, ...span, first, microseconds }, cut, { now: instant, matches });
}

/** The same of flow runs, all in one interval, where filters ask for a time and for states alone; otherwise undefined. */
export async function sumFlowRunsOfTime(
  context: ReadContext,
  filters: RunFilters,
): Promise<RunSum[] | undefined> {
  // Those that have no such time are in no sum by it.
  const clock = [CLOCKS.flowRunsBegun, CLOCKS.flowRunsExpected].find(
    (clock) => filters.flow_runs?.[clock.filter] && keptPartOf(clock, filters, ONE_INTERVAL),
  );
  return clock && sumRuns(context, clock, filters, ONE_INTERVAL);
}

type KeptPart = { span: Span; states: RunFilters | undefined };

/** Which span of the intervals filters ask for, and which states; undefined when they ask for anything else. */
function keptPartOf(clock: Clock, filters: RunFilters, intervals: Span): KeptPart | undefined {
  const { [clock.runs]: own, ...others } = givenFilters(filters);
  if (Object.keys(others).length > 0) return undefined;
  const { operator, ...conditions } = given(own);
  const { [clock.filter]: time, state, ...more } = conditions;
  if (Object.keys(more).length > 0 || operator === "or_") return undefined;
  const { after_, before_, ...rest } = given(time as object | undefined);
  if (Object.keys(rest).length > 0) return undefined;
  const asked = { start: startOf(after_), end: endOf(before_) };
  const span = {
    start: [asked.start, intervals.start].toSorted()[1]!,
    end: [asked.end, intervals.end].toSorted()[0]!,
  };
  if (!canBeCut(span) || !canBeCut(asked)) return undefined;
  return { span, states: state ? { [clock.runs]: { state } } : undefined };
}

const startOf = (after: unknown): Timestamp => parseTimestamp(String(after ?? BEGINNING)) ?? "";

/** Filters have the last instant in. */
function endOf(before: unknown): Timestamp {
  if (before === undefined) return FOREVER;
  const last = parseTimestamp(String(before));
  return last === undefined ? "" : addSeconds(last, 0.000001);
}

const given = (object: object | null | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(object ?? {}).filter(([, value]) => value !== null && value !== undefined),
  );
