import { endpoint, parameters } from "./endpoint.ts";
import { page, poolFilters, runFilters } from "./filters.ts";
import { FlowRun, FlowRunSort } from "./flow-runs.ts";
import { DateTime, Maybe, Nullable, oneOf, open, Seconds, type Static, Type, Uuid } from "./schema.ts";
import { StateType } from "./states.ts";

/** How long runs like this one take, as those that completed lately tell. */
export const UsualDuration = open("UsualDuration", {
  of: oneOf("UsualDurationOf", ["deployment", "flow"]),
  /** From how many runs it is known. */
  runs: Type.Integer(),
  median_seconds: Seconds,
  shortest_seconds: Seconds,
  longest_seconds: Seconds,
});
export type UsualDuration = Static<typeof UsualDuration>;

const runRow = {
  flow_run: FlowRun,
  flow_name: Type.String(),
  /** Null of a run without a deployment, or whose deployment was deleted. */
  deployment_name: Type.Union([Type.String(), Type.Null()]),
  /** Task runs by state type, subflows' stand-ins left out; types without any are absent. */
  task_run_counts: Type.Record(Type.String(), Type.Integer()),
  /** Lines of its log, those of its tasks among them, each up to `MOST_LOG_COUNT`. */
  log_counts: Type.Object({
    /** Of a level from 30 to below 40. */
    warnings: Type.Integer(),
    /** Of level 40 and above. */
    errors: Type.Integer(),
  }),
  /** Null where too few have completed to tell. */
  usual_duration: Nullable(UsualDuration),
  /** The flow run whose task this run is, when it is a subflow's. */
  parent_flow_run_id: Type.Union([Uuid, Type.Null()]),
};

/** A flow run with what a list shows beside it, so that a page of runs is one request. */
export const RunRow = open("RunRow", runRow);
export type RunRow = Static<typeof RunRow>;

/** What a run has made for people to look at. */
export const RunReport = open("RunReport", {
  /** The newest artifact under the key. */
  id: Uuid,
  key: Type.String(),
  type: Nullable(Type.String()),
});
export type RunReport = Static<typeof RunReport>;

/** A flow run with all that stands at the head of its page. */
export const RunOverview = open("RunOverview", {
  ...runRow,
  reports: Type.Array(RunReport),
});
export type RunOverview = Static<typeof RunOverview>;

/** A flow run that has begun, as a point of a plot: when it did, and how long it took or has taken so far. */
export const RunPoint = open("RunPoint", {
  id: Uuid,
  name: Type.String(),
  state_type: StateType,
  state_name: Nullable(Type.String()),
  start_time: DateTime,
  seconds: Seconds,
});
export type RunPoint = Static<typeof RunPoint>;

export const getRunOverview = endpoint({
  name: "getRunOverview",
  group: "UI",
  summary:
    "A flow run with what stands beside it in lists, how long such runs take, and its newest artifacts by key",
  method: "GET",
  path: "/ui/runs/:id",
  params: { id: Uuid },
  answers: { 200: RunOverview },
});

export const listRunRows = endpoint({
  name: "listRunRows",
  group: "UI",
  summary:
    "A page of the run list: runs with flow names and task counts, the total, and totals by state type",
  method: "POST",
  path: "/ui/runs/page",
  body: parameters(
    Type.Object({
      ...runFilters,
      ...poolFilters,
      /** The first characters of the ids sought; it takes the place of a filter on ids. */
      id_prefix: Type.Optional(Type.String({ pattern: "^[0-9a-fA-F-]{4,36}$" })),
      sort: Type.Optional(FlowRunSort),
      /** Of how many of the newest runs that match points are wanted: none unless it is given. */
      points: Maybe(Type.Integer({ minimum: 0, maximum: 1000 })),
      ...page,
    }),
  ),
  answers: {
    200: open("RunRowPage", {
      rows: Type.Array(RunRow),
      count: Type.Integer(),
      /** Totals under the same filters but without the one on state. */
      state_counts: Type.Unsafe<Partial<Record<StateType, number>>>({
        type: "object",
        additionalProperties: { type: "integer" },
      }),
      /** The newest first, without those that have not begun; absent when none were asked for. */
      points: Type.Optional(Type.Array(RunPoint)),
    }),
  },
});
