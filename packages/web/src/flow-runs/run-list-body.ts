import type { BodyOf, FlowRunFilter, FlowRunSort, listRunRows, StateType } from "@reeve/protocol";
import type { RunListSearch, RunListSort } from "./run-list-search.ts";
import { stateWord } from "./state-word.ts";
import { parseTimeWord } from "./time-word.ts";

type RunListBody = BodyOf<typeof listRunRows>;
type StateFilter = NonNullable<FlowRunFilter["state"]>;

const SORTS: Readonly<Record<RunListSort, FlowRunSort>> = {
  "-start": "START_TIME_DESC",
  start: "START_TIME_ASC",
  name: "NAME_ASC",
  "-name": "NAME_DESC",
  "-end": "END_TIME_DESC",
};

const VIEW_TYPES = {
  problems: ["FAILED", "CRASHED"],
  running: ["RUNNING", "PENDING", "PAUSED", "CANCELLING"],
  upcoming: ["SCHEDULED"],
} as const satisfies Record<string, readonly StateType[]>;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

// The browser's clock may be behind the server's: a run that just began must not count as future.
const CLOCK_SLACK_MS = 60_000;

/** The request that a search means at an instant. */
export function runListBody(search: RunListSearch, now: number): RunListBody {
  const sort = search.sort ?? "-start";
  const isByTime = sort === "-start" && search.view === "upcoming";
  return {
    flow_runs: flowRunFilter(search, now),
    ...(search.flow ? { flows: { name: flowName(search.flow) } } : {}),
    ...(search.deployment ? { deployments: { name: { any_: [...search.deployment] } } } : {}),
    ...(search.pool ? { work_pools: { name: { any_: [...search.pool] } } } : {}),
    // What comes first is looked at first.
    sort: isByTime ? "NEXT_SCHEDULED_START_TIME_ASC" : SORTS[sort],
  };
}

function flowRunFilter(search: RunListSearch, now: number): FlowRunFilter {
  const state = stateFilter(search);
  const expected = expectedStart(search, now);
  return {
    ...(search.q ? (UUID.test(search.q) ? { id: { any_: [search.q] } } : { name: { like_: search.q } }) : {}),
    ...(search.tag ? { tags: { all_: [...search.tag] } } : {}),
    ...(state ? { state } : {}),
    ...(expected ? { expected_start_time: expected } : {}),
    ...(search.subflows === "hide" ? { parent_task_run_id: { is_null_: true } } : {}),
  };
}

function stateFilter({ view, state = [] }: RunListSearch): StateFilter | undefined {
  const sought = state.flatMap((word) => stateWord(word) ?? []);
  if (sought.length === 0) return view && { type: { any_: [...VIEW_TYPES[view]] } };
  const types = sought.filter(({ name }) => !name).map(({ type }) => type);
  const names = sought.flatMap(({ name }) => name ?? []);
  return {
    ...(types.length > 0 ? { type: { any_: types } } : {}),
    ...(names.length > 0 ? { name: { any_: names } } : {}),
    ...(types.length > 0 && names.length > 0 ? { operator: "or_" as const } : {}),
  };
}

function expectedStart({ view, state = [], from, to }: RunListSearch, now: number) {
  const isFutureAsked = view !== undefined || state.some((word) => stateWord(word)?.type === "SCHEDULED");
  const after = from === undefined ? undefined : parseTimeWord(from, now);
  const given = to === undefined ? undefined : parseTimeWord(to, now);
  const before = given ?? (isFutureAsked ? undefined : now + CLOCK_SLACK_MS);
  if (after === undefined && before === undefined) return undefined;
  return {
    ...(after === undefined ? {} : { after_: new Date(after).toISOString() }),
    ...(before === undefined ? {} : { before_: new Date(before).toISOString() }),
  };
}

function flowName(names: readonly string[]) {
  const [first = ""] = names;
  return first.includes("*") ? { like_: first.replaceAll("*", "") } : { any_: [...names] };
}
