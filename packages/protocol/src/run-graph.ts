import { endpoint } from "./endpoint.ts";
import {
  DateTime,
  Defaulted,
  Json,
  Nullable,
  oneOf,
  open,
  Seconds,
  type Static,
  Type,
  Uuid,
} from "./schema.ts";
import { State, StateType } from "./states.ts";
import { TaskRunResult } from "./task-runs.ts";

const Edge = open("Edge", { id: Uuid });

export const GraphArtifact = open("GraphArtifact", {
  id: Uuid,
  created: DateTime,
  key: Nullable(Type.String()),
  type: Nullable(Type.String()),
  is_latest: Type.Boolean(),
  data: Nullable(Json),
});
export type GraphArtifact = Static<typeof GraphArtifact>;

/** A task run, or a subflow's run in place of the task run that stands for it in its parent. */
export const GraphNode = open("Node", {
  kind: oneOf("NodeKind", ["flow-run", "task-run"]),
  id: Uuid,
  label: Type.String(),
  state_type: StateType,
  /** Ours alone: tells a task whose result was cached from one that ran. */
  state_name: Nullable(Type.String()),
  start_time: DateTime,
  end_time: Nullable(DateTime),
  parents: Type.Array(Edge),
  children: Type.Array(Edge),
  encapsulating: Type.Array(Edge),
  artifacts: Type.Array(GraphArtifact),
});
export type GraphNode = Static<typeof GraphNode>;

/** A flow run's task runs and subflows with their dependencies, nodes ordered by start, then end. */
export const RunGraph = open("Graph", {
  start_time: Nullable(DateTime),
  end_time: Nullable(DateTime),
  root_node_ids: Type.Array(Uuid),
  nodes: Type.Array(Type.Tuple([Uuid, GraphNode])),
  artifacts: Type.Array(GraphArtifact),
  states: Type.Array(
    open("GraphState", { id: Uuid, timestamp: DateTime, type: StateType, name: Type.String() }),
  ),
});
export type RunGraph = Static<typeof RunGraph>;

/** A task run with those whose results it takes. */
export const DependencyResult = open("DependencyResult", {
  id: Uuid,
  name: Type.String(),
  upstream_dependencies: Type.Array(TaskRunResult),
  state: Nullable(State),
  expected_start_time: Nullable(DateTime),
  start_time: Nullable(DateTime),
  end_time: Nullable(DateTime),
  total_run_time: Nullable(Seconds),
  estimated_run_time: Nullable(Seconds),
  untrackable_result: Type.Boolean(),
});
export type DependencyResult = Static<typeof DependencyResult>;

export const listDependencies = endpoint({
  name: "listDependencies",
  group: "Flow Runs",
  summary: "List a flow run's task runs with those whose results each takes; older than the graph",
  method: "GET",
  path: "/flow_runs/:id/graph",
  params: { id: Uuid },
  answers: { 200: Type.Array(DependencyResult) },
});
export const getRunGraph = endpoint({
  name: "getRunGraph",
  group: "Flow Runs",
  summary: "Read a flow run's graph; `since` leaves out nodes that ended before it",
  method: "GET",
  path: "/flow_runs/:id/graph-v2",
  params: { id: Uuid },
  query: { since: Defaulted(DateTime, "0001-01-01T00:00:00+00:00") },
  answers: { 200: RunGraph },
});
