import { endpoint, parameters } from "./endpoint.ts";
import { poolFilters, runFilters, WorkQueueFilter } from "./filters.ts";
import { DateTime, Maybe, Nullable, open, Seconds, type Static, Type } from "./schema.ts";
import { StateType } from "./states.ts";

/** The runs expected to start in an interval, which has its beginning and not its end, by their states. */
export const HistoryResponse = open("HistoryResponse", {
  interval_start: DateTime,
  interval_end: DateTime,
  states: Type.Array(
    open("HistoryResponseState", {
      state_type: StateType,
      state_name: Type.String(),
      count_runs: Type.Integer(),
      sum_estimated_run_time: Seconds,
      sum_estimated_lateness: Seconds,
    }),
  ),
});
export type HistoryResponse = Static<typeof HistoryResponse>;

const during = {
  history_start: DateTime,
  history_end: DateTime,
  history_interval_seconds: Type.Number({ format: "time-delta" }),
};

export const getFlowRunHistory = endpoint({
  name: "getFlowRunHistory",
  group: "Flow Runs",
  summary: "Count flow runs by interval and state, in at most 500 intervals",
  method: "POST",
  path: "/flow_runs/history",
  body: parameters(
    Type.Object({
      ...during,
      ...runFilters,
      work_pools: poolFilters.work_pools,
      work_queues: Maybe(WorkQueueFilter),
    }),
  ),
  answers: { 200: Type.Array(HistoryResponse) },
});
export const getTaskRunHistory = endpoint({
  name: "getTaskRunHistory",
  group: "Task Runs",
  summary: "Count task runs by interval and state, in at most 500 intervals",
  method: "POST",
  path: "/task_runs/history",
  body: parameters(Type.Object({ ...during, ...runFilters })),
  answers: { 200: Type.Array(HistoryResponse) },
});
export const getAverageLateness = endpoint({
  name: "getAverageLateness",
  group: "Flow Runs",
  summary: "How many seconds late flow runs started, or are by now, on average; null when there are none",
  method: "POST",
  path: "/flow_runs/lateness",
  body: parameters(Type.Object({ ...runFilters, ...poolFilters })),
  answers: { 200: Nullable(Seconds) },
});
