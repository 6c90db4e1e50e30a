import { endpoint, parameters } from "./endpoint.ts";
import { page, poolFilters, runFilters } from "./filters.ts";
import { FlowRun, FlowRunSort } from "./flow-runs.ts";
import { open, type Static, Type, Uuid } from "./schema.ts";
import type { StateType } from "./states.ts";

/** A flow run with what a list shows beside it, so that a page of runs is one request. */
export const RunRow = open("RunRow", {
  flow_run: FlowRun,
  flow_name: Type.String(),
  /** Null of a run without a deployment, or whose deployment was deleted. */
  deployment_name: Type.Union([Type.String(), Type.Null()]),
  /** Task runs by state type, subflows' stand-ins left out; types without any are absent. */
  task_run_counts: Type.Record(Type.String(), Type.Integer()),
  /** The flow run whose task this run is, when it is a subflow's. */
  parent_flow_run_id: Type.Union([Uuid, Type.Null()]),
});
export type RunRow = Static<typeof RunRow>;

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
    }),
  },
});
