import type { TaskRun, TaskRunSort } from "@reeve/protocol";
import type { SelectQueryBuilder } from "kysely";
import type { Connection } from "../db/database.ts";
import { type JsonMember, json, jsonMembers, number, text, time, word } from "../db/json-members.ts";
import { preparedOfIds } from "../db/prepared-of-ids.ts";
import { inOrder, taskRunOrder } from "../filters/order.ts";
import { type RunMembers, stateMembers } from "../states/run-text.ts";

/** A task run as the API answers it, member by member; `toTaskRun` makes the same of a row. */
const members = jsonMembers({
  id: word("task_runs.id"),
  created: time("task_runs.created"),
  updated: time("task_runs.updated"),
  name: text("task_runs.name"),
  flow_run_id: word("task_runs.flow_run_id"),
  task_key: text("task_runs.task_key"),
  dynamic_key: text("task_runs.dynamic_key"),
  cache_key: text("task_runs.cache_key"),
  cache_expiration: time("task_runs.cache_expiration"),
  task_version: text("task_runs.task_version"),
  empirical_policy: json("task_runs.empirical_policy"),
  tags: json("task_runs.tags"),
  labels: json("task_runs.labels"),
  state_id: word("task_runs.state_id"),
  task_inputs: json("task_runs.task_inputs"),
  state_type: word("task_runs.state_type"),
  state_name: text("task_runs.state_name"),
  run_count: number("task_runs.run_count"),
  flow_run_run_count: number("task_runs.flow_run_run_count"),
  expected_start_time: time("task_runs.expected_start_time"),
  next_scheduled_start_time: time("task_runs.next_scheduled_start_time"),
  start_time: time("task_runs.start_time"),
  end_time: time("task_runs.end_time"),
  total_run_time: number("task_runs.total_run_time"),
} satisfies Record<RunMembers<TaskRun>, JsonMember>);

const membersOfState = stateMembers("task_runs", "task_run_states");

const joined = (db: Connection) =>
  db.selectFrom("task_runs").leftJoin("task_run_states", "task_run_states.id", "task_runs.state_id");

/** What is selected of each task run of a page. */
export type Selection<R> = (
  db: Connection,
) => ReturnType<typeof joined> extends SelectQueryBuilder<infer DB, infer TB, object>
  ? SelectQueryBuilder<DB, TB, R>
  : never;

/** All that is known of a task run, for those who go on with it. */
export const taskRunRow = (db: Connection) =>
  joined(db)
    .selectAll("task_runs")
    .select([
      "task_run_states.message as state_message",
      "task_run_states.data as state_data",
      "task_run_states.state_details as state_details",
    ]);

/** The same written as JSON, for those who only hand it on. */
export const taskRunText = (db: Connection) =>
  joined(db).select([
    members(db).as("members"),
    membersOfState(db).as("state_members"),
    "task_run_states.state_details",
    "task_runs.state_type",
    "task_runs.state_timestamp",
    "task_runs.expected_start_time",
    "task_runs.start_time",
    "task_runs.total_run_time",
  ]);

/** What is selected of each run of a page, and how it is read of runs whose ids are known already. */
export type Listing<R> = {
  readonly selection: Selection<R>;
  readonly ofIds: (db: Connection, ids: readonly string[], sort: TaskRunSort) => Promise<R[]>;
};

const listing = <R>(selection: Selection<R>): Listing<R> => ({
  selection,
  ofIds: preparedOfIds((db, ids, sort: TaskRunSort) =>
    inOrder(selection(db).where("task_runs.id", "in", ids), taskRunOrder(sort)),
  ),
});

export const taskRunRows = listing(taskRunRow);
export const taskRunTexts = listing(taskRunText);
