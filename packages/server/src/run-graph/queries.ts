import type { StateType } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { preparedQuery } from "../db/prepared-query.ts";

/** A task run of a flow run, with the subflow run it stands for if it does. */
export type NodeRow = {
  id: string;
  name: string;
  state_type: StateType | null;
  state_name: string | null;
  start_time: string | null;
  end_time: string | null;
  expected_start_time: string | null;
  task_inputs: string;
  child_id: string | null;
  child_name: string | null;
  child_flow_name: string | null;
  child_state_type: StateType | null;
  child_state_name: string | null;
  child_start_time: string | null;
  child_end_time: string | null;
  child_expected_start_time: string | null;
};

const nodes = (db: Connection, flowRunId: string) =>
  db
    .selectFrom("task_runs")
    .leftJoin("flow_runs as child", "child.parent_task_run_id", "task_runs.id")
    .leftJoin("flows as child_flow", "child_flow.id", "child.flow_id")
    .select([
      "task_runs.id",
      "task_runs.name",
      "task_runs.state_type",
      "task_runs.state_name",
      "task_runs.start_time",
      "task_runs.end_time",
      "task_runs.expected_start_time",
      "task_runs.task_inputs",
      "child.id as child_id",
      "child.name as child_name",
      "child_flow.name as child_flow_name",
      "child.state_type as child_state_type",
      "child.state_name as child_state_name",
      "child.start_time as child_start_time",
      "child.end_time as child_end_time",
      "child.expected_start_time as child_expected_start_time",
    ])
    .where("task_runs.flow_run_id", "=", flowRunId);

/** The rows of a run's graph, by start. */
export const selectNodes: (db: Connection, flowRunId: string, limit: number) => Promise<NodeRow[]> =
  preparedQuery((db, flowRunId: string, limit: number) =>
    nodes(db, flowRunId)
      .orderBy(sql`coalesce(task_runs.start_time, task_runs.expected_start_time)`)
      .orderBy("task_runs.end_time")
      .limit(limit),
  );

/** Those of the task runs that belong to the flow run. */
export const selectNodesByIds = (
  db: Connection,
  flowRunId: string,
  ids: readonly string[],
): Promise<NodeRow[]> => nodes(db, flowRunId).where("task_runs.id", "in", ids).execute();

/** An artifact of a run as its graph shows it; `latest_of` is the collection that it is the latest of, if it is. */
export type GraphArtifactRow = {
  id: string;
  created: string;
  key: string | null;
  type: string | null;
  task_run_id: string | null;
  data: string | null;
  latest_of: string | null;
};

const artifacts = (db: Connection, flowRunId: string) =>
  db
    .selectFrom("artifacts")
    .leftJoin("artifact_collections", "artifact_collections.latest_id", "artifacts.id")
    .select([
      "artifacts.id",
      "artifacts.created",
      "artifacts.key",
      "artifacts.type",
      "artifacts.task_run_id",
      "artifact_collections.id as latest_of",
      // Of other types it may be large, and a graph shows nothing of it.
      sql<string | null>`case when artifacts.type = 'progress' then artifacts.data end`.as("data"),
    ])
    .where("artifacts.flow_run_id", "=", flowRunId)
    .where("artifacts.type", "<>", "result")
    .orderBy("artifacts.id");

/** The artifacts of a run but for results, the oldest first. */
export const selectGraphArtifacts: (
  db: Connection,
  flowRunId: string,
  limit: number,
) => Promise<GraphArtifactRow[]> = preparedQuery((db, flowRunId: string, limit: number) =>
  artifacts(db, flowRunId).limit(limit),
);

/** Those of them that belong to the task runs. */
export const selectArtifactsOfTaskRuns = (
  db: Connection,
  flowRunId: string,
  taskRunIds: readonly string[],
): Promise<GraphArtifactRow[]> =>
  artifacts(db, flowRunId).where("artifacts.task_run_id", "in", taskRunIds).execute();
