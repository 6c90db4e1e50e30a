import type { DeploymentSort, FlowRunFilter, TaskRunFilter } from "@reeve/protocol";
import { CompiledQuery, type Expression, type SqlBool } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMigratedDatabase, type TemporaryDatabase } from "../../test/temporary-database.ts";
import type { Database } from "../db/database.ts";
import { deploymentsMatch, flowRunsMatch, logsMatch, taskRunsMatch } from "./index.ts";
import { deploymentOrder, flowRunOrder, logOrder, taskRunOrder } from "./order.ts";

// SQLite plans by the statistics that come with the schema, so that its plans can be told without any rows.
let temporary: TemporaryDatabase;
let database: Database;
beforeAll(async () => {
  temporary = await createMigratedDatabase("sqlite");
  database = await temporary.open();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await temporary.remove();
});

const ID = "0190a0b0-0000-7000-8000-000000000001";
const OTHER_ID = "0190a0b0-0000-7000-8000-000000000002";

async function planOf(
  table: "deployments" | "flow_runs" | "task_runs" | "logs",
  matches: Expression<SqlBool>,
  order: ReturnType<typeof flowRunOrder>,
): Promise<string> {
  const query = database.reader.selectFrom(table).selectAll().where(matches).limit(200);
  const { sql, parameters } = order.reduce((ordered, by) => ordered.orderBy(by), query).compile();
  const explained = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  const { rows } = await database.reader.executeQuery<{ detail: string }>(explained);
  return rows.map(({ detail }) => detail).join("\n");
}

const inOrder = expect.not.stringContaining("TEMP B-TREE FOR ORDER BY");

test.each<[string, FlowRunFilter, string]>([
  ["all", {}, "flow_runs_by_sort_time"],
  ["in one state", { state: { type: { any_: ["FAILED"] } } }, "flow_runs_by_state_type_sort_time"],
  ["in several states", { state: { type: { any_: ["FAILED", "CRASHED"] } } }, "flow_runs_by_sort_time"],
  ["since a time", { start_time: { after_: "2026-01-01T00:00:00Z" } }, "flow_runs_by_sort_time"],
  ["of one deployment", { deployment_id: { any_: [ID] } }, "flow_runs_by_deployment_id_sort_time"],
  ["that are no subflows", { parent_task_run_id: { is_null_: true } }, "flow_runs_by_sort_time"],
  ["with a tag", { tags: { any_: ["x"] } }, "flow_runs_by_sort_time"],
])("the latest runs %s are read in order from an index", async (_, flow_runs, index) => {
  const plan = await planOf(
    "flow_runs",
    flowRunsMatch("sqlite", { flow_runs }),
    flowRunOrder("START_TIME_DESC"),
  );
  expect(plan).toContain(`flow_runs USING INDEX ${index}`);
  expect(plan).toEqual(inOrder);
});

test("the latest runs of a flow are read in order from an index", async () => {
  const matches = flowRunsMatch("sqlite", { flows: { id: { any_: [ID] } } });
  const plan = await planOf("flow_runs", matches, flowRunOrder("START_TIME_DESC"));
  expect(plan).toContain("flow_runs_by_flow_id_sort_time (flow_id=?)");
  expect(plan).toEqual(inOrder);
});

test("the latest runs of a deployment are read in order from an index while it is there", async () => {
  const matches = flowRunsMatch("sqlite", { deployments: { id: { any_: [ID] } } });
  const plan = await planOf("flow_runs", matches, flowRunOrder("START_TIME_DESC"));
  expect(plan).toContain("flow_runs_by_deployment_id_sort_time (deployment_id=?)");
  expect(plan).toEqual(inOrder);
});

test("the next runs of a deployment are read in order from an index", async () => {
  const flow_runs = {
    deployment_id: { any_: [ID] },
    state: { type: { any_: ["SCHEDULED" as const] } },
    next_scheduled_start_time: { before_: "2026-01-01T00:00:00Z" },
  };
  const plan = await planOf(
    "flow_runs",
    flowRunsMatch("sqlite", { flow_runs }),
    flowRunOrder("NEXT_SCHEDULED_START_TIME_ASC"),
  );
  expect(plan).toContain("flow_runs_by_deployment_id_next_scheduled_start_time (deployment_id=?");
});

test.each<[DeploymentSort, string]>([
  ["NAME_ASC", "deployments_by_name_id"],
  ["NAME_DESC", "deployments_by_name_id"],
  ["CREATED_DESC", "deployments_by_created_id"],
  ["UPDATED_DESC", "deployments_by_updated_id"],
])("deployments in the order %s are read from an index", async (sort, index) => {
  for (const filters of [
    {},
    { deployments: { tags: { all_: ["x"] } } },
    { flow_runs: { name: { like_: "x" } } },
  ]) {
    const plan = await planOf("deployments", deploymentsMatch("sqlite", filters), deploymentOrder(sort));
    expect(plan).toContain(`deployments USING INDEX ${index}`);
    expect(plan).toEqual(inOrder);
  }
});

test("the deployments of a flow and of a queue are found by an index", async () => {
  const ofFlow = deploymentsMatch("sqlite", { flows: { id: { any_: [ID] } } });
  expect(await planOf("deployments", ofFlow, deploymentOrder("NAME_ASC"))).toContain("(flow_id=?)");
  const ofQueue = deploymentsMatch("sqlite", { work_pool_queues: { id: { any_: [ID] } } });
  expect(await planOf("deployments", ofQueue, deploymentOrder("NAME_ASC"))).toContain("(work_queue_id=?)");
});

test("the subflows of a run are found through its task runs", async () => {
  const matches = flowRunsMatch("sqlite", { flow_runs: { parent_flow_run_id: { any_: [ID, OTHER_ID] } } });
  const plan = await planOf("flow_runs", matches, flowRunOrder("START_TIME_DESC"));
  expect(plan).toContain("SEARCH flow_runs USING INDEX flow_runs_by_parent_task_run_id");
  expect(plan).toContain("SEARCH parents");
});

test("runs with failed tasks are found by looking at the tasks of each run", async () => {
  const matches = flowRunsMatch("sqlite", { task_runs: { state: { type: { any_: ["FAILED"] } } } });
  const plan = await planOf("flow_runs", matches, flowRunOrder("START_TIME_DESC"));
  expect(plan).toMatch(/SEARCH task_runs .*\(flow_run_id=\?\)/);
});

test.each<[string, { flow_runs?: FlowRunFilter; task_runs?: TaskRunFilter }]>([
  ["a filter of runs", { flow_runs: { id: { any_: [ID] } } }],
  ["a filter of several runs", { flow_runs: { id: { any_: [ID, OTHER_ID] } } }],
  ["a filter of task runs", { task_runs: { flow_run_id: { any_: [ID] } } }],
])("the tasks of a run are found by their run, whether asked for by %s", async (_, filters) => {
  const matches = taskRunsMatch("sqlite", filters);
  const plan = await planOf("task_runs", matches, taskRunOrder("EXPECTED_START_TIME_DESC"));
  expect(plan).toMatch(/^SEARCH task_runs USING INDEX \w+ \(flow_run_id=\?\)/);
});

test("failed tasks are read in order from an index", async () => {
  const matches = taskRunsMatch("sqlite", { task_runs: { state: { type: { any_: ["FAILED"] } } } });
  const plan = await planOf("task_runs", matches, taskRunOrder("EXPECTED_START_TIME_DESC"));
  expect(plan).toContain("task_runs_by_state_type_expected_start_time (state_type=?)");
  expect(plan).toEqual(inOrder);
});

test("the lines of a run are read in order from an index, also those of no task", async () => {
  const ofRun = { flow_run_id: { any_: [ID] } };
  for (const filter of [
    ofRun,
    { ...ofRun, level: { ge_: 20 } },
    { ...ofRun, task_run_id: { is_null_: true } },
  ]) {
    const plan = await planOf("logs", logsMatch("sqlite", filter), logOrder("TIMESTAMP_ASC"));
    expect(plan).toContain("logs_by_flow_run_id_timestamp (flow_run_id=?)");
    expect(plan).toEqual(inOrder);
  }
});
