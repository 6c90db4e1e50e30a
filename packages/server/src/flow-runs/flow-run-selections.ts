import type { FlowRun, FlowRunSort } from "@reeve/protocol";
import type { SelectQueryBuilder } from "kysely";
import type { Connection } from "../db/database.ts";
import { flag, type JsonMember, json, jsonMembers, number, text, time, word } from "../db/json-members.ts";
import { preparedOfIds } from "../db/prepared-of-ids.ts";
import { flowRunOrder, inOrder } from "../filters/order.ts";
import { type RunMembers, stateMembers } from "../states/run-text.ts";

/** A flow run as the API answers it, member by member; `toFlowRun` makes the same of a row. */
const members = jsonMembers({
  id: word("flow_runs.id"),
  created: time("flow_runs.created"),
  updated: time("flow_runs.updated"),
  name: text("flow_runs.name"),
  flow_id: word("flow_runs.flow_id"),
  state_id: word("flow_runs.state_id"),
  deployment_id: word("flow_runs.deployment_id"),
  deployment_version: text("flow_runs.deployment_version"),
  // Null where the queue is gone.
  work_queue_id: word("work_queues.id"),
  work_queue_name: text("coalesce(work_queues.name, flow_runs.work_queue_name)"),
  flow_version: text("flow_runs.flow_version"),
  parameters: json("flow_runs.parameters"),
  idempotency_key: text("flow_runs.idempotency_key"),
  context: json("flow_runs.context"),
  empirical_policy: json("flow_runs.empirical_policy"),
  tags: json("flow_runs.tags"),
  labels: json("flow_runs.labels"),
  parent_task_run_id: word("flow_runs.parent_task_run_id"),
  state_type: word("flow_runs.state_type"),
  state_name: text("flow_runs.state_name"),
  run_count: number("flow_runs.run_count"),
  expected_start_time: time("flow_runs.expected_start_time"),
  next_scheduled_start_time: time("flow_runs.next_scheduled_start_time"),
  start_time: time("flow_runs.start_time"),
  end_time: time("flow_runs.end_time"),
  total_run_time: number("flow_runs.total_run_time"),
  auto_scheduled: flag("flow_runs.auto_scheduled"),
  infrastructure_document_id: word("flow_runs.infrastructure_document_id"),
  infrastructure_pid: text("flow_runs.infrastructure_pid"),
  created_by: json("flow_runs.created_by"),
  work_pool_id: word("work_pools.id"),
  work_pool_name: text("work_pools.name"),
  job_variables: json("flow_runs.job_variables"),
} satisfies Record<RunMembers<FlowRun>, JsonMember>);

const membersOfState = stateMembers("flow_runs", "flow_run_states");

const joined = (db: Connection) =>
  db
    .selectFrom("flow_runs")
    .leftJoin("flow_run_states", "flow_run_states.id", "flow_runs.state_id")
    .leftJoin("work_queues", "work_queues.id", "flow_runs.work_queue_id")
    .leftJoin("work_pools", "work_pools.id", "work_queues.work_pool_id");

/** What is selected of each run of a page. */
export type Selection<R> = (
  db: Connection,
) => ReturnType<typeof joined> extends SelectQueryBuilder<infer DB, infer TB, object>
  ? SelectQueryBuilder<DB, TB, R>
  : never;

/** All that is known of a run, for those who go on with it. */
export const flowRunRow = (db: Connection) =>
  joined(db)
    .selectAll("flow_runs")
    .select([
      "flow_run_states.message as state_message",
      "flow_run_states.data as state_data",
      "flow_run_states.state_details as state_details",
      "work_queues.name as queue_name",
      "work_pools.id as pool_id",
      "work_pools.name as pool_name",
      "work_pools.type as pool_type",
    ]);

/** The same written as JSON, for those who only hand it on. */
export const flowRunText = (db: Connection) =>
  joined(db).select([
    members(db).as("members"),
    membersOfState(db).as("state_members"),
    "flow_run_states.state_details",
    "flow_runs.state_type",
    "flow_runs.state_timestamp",
    "flow_runs.expected_start_time",
    "flow_runs.start_time",
    "flow_runs.total_run_time",
  ]);

/** What is selected of each run of a page, and how it is read of runs whose ids are known already. */
export type Listing<R> = {
  readonly selection: Selection<R>;
  readonly ofIds: (db: Connection, ids: readonly string[], sort: FlowRunSort) => Promise<R[]>;
};

const listing = <R>(selection: Selection<R>): Listing<R> => ({
  selection,
  ofIds: preparedOfIds((db, ids, sort: FlowRunSort) =>
    inOrder(selection(db).where("flow_runs.id", "in", ids), flowRunOrder(sort)),
  ),
});

export const flowRunRows = listing(flowRunRow);
export const flowRunTexts = listing(flowRunText);
