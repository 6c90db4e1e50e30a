import type { Kysely } from "kysely";
import { assumeStatistics } from "../sqlite/assume-statistics.ts";

/**
 * What SQLite's planner is to expect: a server that has been busy for months. States are said to be rarer in kind than
 * they are, so that of several states the latest runs are found by walking the runs from the latest.
 */
export async function assumeBusyServer(db: Kysely<unknown>): Promise<void> {
  await assumeStatistics(db, "flows", {
    sqlite_autoindex_flows_1: "200 1",
    sqlite_autoindex_flows_2: "200 1",
  });
  await assumeStatistics(db, "flow_runs", {
    sqlite_autoindex_flow_runs_1: "1000000 1",
    flow_runs_by_idempotency_key: "100000 500 1",
    flow_runs_by_sort_time_id_state_type: "1000000 1 1 1",
    flow_runs_by_expected_start_time_id: "1000000 1 1",
    flow_runs_by_end_time_id: "1000000 1 1",
    flow_runs_by_name: "1000000 100",
    flow_runs_by_state_type_sort_time: "1000000 500000 1",
    flow_runs_by_state_type_next_scheduled_start_time: "10000 10000 10",
    flow_runs_by_flow_id_sort_time: "1000000 5000 1",
    flow_runs_by_deployment_id_sort_time: "500000 10000 1",
    flow_runs_by_parent_task_run_id: "100000 1",
  });
  await assumeStatistics(db, "flow_run_states", {
    sqlite_autoindex_flow_run_states_1: "4000000 1",
    flow_run_states_by_flow_run_id_timestamp: "4000000 4 1",
  });
  await assumeStatistics(db, "task_runs", {
    sqlite_autoindex_task_runs_1: "10000000 1",
    sqlite_autoindex_task_runs_2: "10000000 10 3 1",
    task_runs_by_expected_start_time_id_state_type: "10000000 1 1 1",
    task_runs_by_end_time_id: "10000000 1 1",
    task_runs_by_name: "10000000 100",
    task_runs_by_state_type_expected_start_time: "10000000 5000000 1",
  });
  await assumeStatistics(db, "task_run_states", {
    sqlite_autoindex_task_run_states_1: "30000000 1",
    task_run_states_by_task_run_id_timestamp: "30000000 3 1",
  });
  await assumeStatistics(db, "logs", {
    sqlite_autoindex_logs_1: "20000000 1",
    logs_by_flow_run_id_timestamp: "20000000 2000 1",
    logs_by_task_run_id_timestamp: "10000000 100 1",
  });
}
