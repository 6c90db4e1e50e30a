import { addSeconds, type FlowRunFilter, parseTimestamp, type Timestamp } from "@reeve/protocol";
import { givenFilters, type RunFilters } from "../filters/run-filters.ts";

/**
 * Filters that the counts of each kind of run answer, or those of runs with the same tags, and the instant after which what
 * they count does not match.
 */
export type CountedPart = { filters: RunFilters; expectedUntil: Timestamp | null; isByTags: boolean };

// Of runs that are expected later than this there are those of the future and of a day. Counted one by one, they are
// fewer than all before them.
const RECENT_SECONDS = 24 * 3600;

type Given = Record<string, unknown>;

/** What the kept counts can answer of a filter; null when it asks for more than runs are counted by. */
export function countedPartOf(filters: RunFilters, now: Timestamp): CountedPart | null {
  const { flow_runs: flowRuns, ...others } = givenFilters(filters);
  const { expected_start_time: expected, ...kind } = flowRuns ?? {};
  const isByTags = kind.tags != null;
  const isOfOthers = Object.keys(others).every((name) => !isByTags && COUNTED_FILTERS.has(name));
  if (!isOfOthers) return null;
  const fields = isByTags ? COUNTED_WITH_TAGS : COUNTED_FIELDS;
  if (!Object.entries(given(kind)).every((field) => isCounted(field, fields))) return null;
  const expectedUntil = untilOf(expected, now);
  // Either, rather than both: then the runs beyond that time match by the rest, and all do where no time is asked for.
  const isOfMore = Object.keys(given(kind)).some((name) => name !== "operator");
  const isEither = kind.operator === "or_" && isOfMore && expected != null;
  if (expectedUntil === undefined || isEither) return null;
  return { filters: { ...filters, flow_runs: kind }, expectedUntil, isByTags };
}

const COUNTED_FILTERS = new Set(["flows", "deployments", "work_pools", "work_pool_queues"]);
const COUNTED_FIELDS = new Set(["operator", "deployment_id", "state"]);
const COUNTED_WITH_TAGS = new Set(["operator", "tags", "state"]);

function isCounted([name, value]: [string, unknown], fields: ReadonlySet<string>): boolean {
  if (fields.has(name)) return true;
  // Whether there is a parent is counted, which one is not.
  return name === "parent_task_run_id" && (value as Given).any_ == null;
}

/** The only bound that the filter sets, if it is recent; null when it sets none. */
function untilOf(
  expected: FlowRunFilter["expected_start_time"],
  now: Timestamp,
): Timestamp | null | undefined {
  const { before_: before, ...rest } = given(expected);
  if (Object.keys(rest).length > 0) return undefined;
  if (before === undefined) return null;
  const until = parseTimestamp(String(before));
  return until !== undefined && until >= addSeconds(now, -RECENT_SECONDS) ? until : undefined;
}

const given = (object: object | null | undefined): Given =>
  Object.fromEntries(
    Object.entries(object ?? {}).filter(([, value]) => value !== null && value !== undefined),
  );
