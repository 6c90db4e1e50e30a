import { expect, test } from "vitest";
import { usePlanner } from "../../test/query-plan.ts";
import { selectFirstInLine } from "../background-task-runs/queries.ts";
import { selectCancelledWithChildren, selectOverdueCancellations } from "../cancellations/queries.ts";
import { flowRunsMatch, taskRunsMatch } from "../filters/index.ts";
import { selectFlowRunInput, selectFlowRunInputs } from "../flow-run-inputs/queries.ts";
import { flowRunTexts } from "../flow-runs/flow-run-selections.ts";
import { selectFlowRuns } from "../flow-runs/queries.ts";
import { selectShortLines } from "../logs/near-queries.ts";
import { selectLogsBehind } from "../logs/queries.ts";
import { CLOCKS } from "../run-counts/clocks.ts";
import { sumKeptRuns, sumRunRows } from "../run-counts/queries.ts";
import { selectGraphArtifacts } from "../run-graph/queries.ts";
import { countWarningsAndErrors, selectLatestRunTimes } from "../run-page/queries.ts";
import { selectSavedSearches } from "../saved-searches/queries.ts";
import { countTaskRunRowsByFlowRun } from "../task-runs/count-queries.ts";
import {
  countTaskRunRowsOf,
  countTaskRunRowsOfByState,
  countTaskRunRowsOfEach,
} from "../task-runs/near-queries.ts";
import { selectTaskRuns } from "../task-runs/queries.ts";
import { taskRunTexts } from "../task-runs/task-run-selections.ts";
import { selectLostTaskRuns } from "../task-workers/queries.ts";
import { countFewDeploymentsByFlow } from "../ui-summaries/near-queries.ts";
import { countDeploymentsByFlow, selectFlowRunPoints, selectNextRuns } from "../ui-summaries/queries.ts";
import { selectShortVariables } from "../variables/near-queries.ts";
import type { Connection } from "./database.ts";

const planOf = usePlanner();

const ID = "0190a0b0-0000-7000-8000-000000000001";
const IDS = [ID, "0190a0b0-0000-7000-8000-000000000002"];
const START = "2026-01-01T00:00:00.000000Z";
const END = "2026-01-02T00:00:00.000000Z";
const LINES = { sort: "TIMESTAMP_DESC", limit: 1, offset: 0 } as const;
const NOW = { time: END, microseconds: 0 };
const HOURS = { start: START, end: END, first: 0, microseconds: 3_600_000_000 };
const UNCUT = { parts: "[]", edges: "[]" };
const EVERY_FLOW_RUN = flowRunsMatch("sqlite", {});
const EVERY_TASK_RUN = taskRunsMatch("sqlite", {});

test.each<[string, (db: Connection) => Promise<unknown>, RegExp]>([
  [
    "an input of a run",
    (db) => selectFlowRunInput(db, ID, "k"),
    /^SEARCH flow_run_inputs .* \(flow_run_id=\? AND key=\?\)$/,
  ],
  [
    "the oldest inputs of a run",
    (db) => selectFlowRunInputs(db, ID, { prefix: "a", limit: 1, without: [] }),
    /^SEARCH flow_run_inputs USING INDEX flow_run_inputs_by_flow_run_id_created_id \(flow_run_id=\?\)$/,
  ],
  [
    "the history of flow runs",
    (db) => sumRunRows(db, { ...HOURS, clock: CLOCKS.flowRunsExpected }, EVERY_FLOW_RUN, NOW),
    /SEARCH flow_runs .*expected_start_time_id \(expected_start_time>\? AND expected_start_time<\?\)/,
  ],
  [
    "the history of task runs",
    (db) => sumRunRows(db, { ...HOURS, clock: CLOCKS.taskRunsExpected }, EVERY_TASK_RUN, NOW),
    /SEARCH task_runs .*expected_start_time\w* \(expected_start_time>\? AND expected_start_time<\?\)/,
  ],
  [
    "the history of flow runs from sums",
    (db) => sumKeptRuns(db, { ...HOURS, clock: CLOCKS.flowRunsExpected }, UNCUT, { now: NOW }),
    /SEARCH flow_runs USING PRIMARY KEY \(clock=\? AND minutes=\? AND start>\? AND start<\?\)[\s\S]*SEARCH flow_runs .*expected_start_time_id \(expected_start_time>\? AND expected_start_time<\?\)[\s\S]*SEARCH flow_runs \S+ \S+ flow_runs_by_state_type_sort_time \(state_type=\?\)[\s\S]*(SEARCH flow_runs \S+ \S+ flow_runs_by_state_type_sort_time \(state_type=\? AND sort_time>\? AND sort_time<\?\)[\s\S]*){2}/,
  ],
  [
    "how late flow runs were from sums",
    (db) => sumKeptRuns(db, { ...HOURS, clock: CLOCKS.flowRunsBegun }, UNCUT, { now: NOW }),
    /SEARCH flow_runs USING PRIMARY KEY \(clock=\? AND minutes=\? AND start>\? AND start<\?\)[\s\S]*SEARCH flow_runs .*sort_time_id\w* \(sort_time>\? AND sort_time<\?\)[\s\S]*(SEARCH flow_runs \S+ \S+ flow_runs_by_state_type_sort_time \(state_type=\? AND sort_time>\? AND sort_time<\?\)[\s\S]*){3}/,
  ],
  [
    "the history of task runs from sums",
    (db) => sumKeptRuns(db, { ...HOURS, clock: CLOCKS.taskRunsExpected }, UNCUT, { now: NOW }),
    /SEARCH task_runs USING PRIMARY KEY \(clock=\? AND minutes=\? AND start>\? AND start<\?\)[\s\S]*SEARCH task_runs .*expected_start_time\w* \(expected_start_time>\? AND expected_start_time<\?\)[\s\S]*SEARCH task_runs \S+ \S+ task_runs_by_state_type_expected_start_time \(state_type=\? AND expected_start_time>\? AND expected_start_time<\?\)/,
  ],
  [
    "the log of a run, page by page",
    (db) => selectLogsBehind(db, ID, { timestamp: START, id: ID }, 100),
    /^SEARCH logs USING INDEX logs_by_flow_run_id_timestamp \(flow_run_id=\? AND timestamp>\?\)/,
  ],
  [
    "the warnings and errors of runs",
    (db) => countWarningsAndErrors(db, IDS, 1000),
    /SEARCH logs USING COVERING INDEX logs_by_flow_run_id_warning \(flow_run_id=\?[\s\S]*SEARCH logs USING COVERING INDEX logs_by_flow_run_id_error \(flow_run_id=\?/,
  ],
  [
    "how long the runs of flows took",
    (db) => selectLatestRunTimes(db, "flow_id", IDS),
    /SEARCH flow_runs USING INDEX flow_runs_by_flow_id_sort_time\w* \(flow_id=\?\)/,
  ],
  [
    "how long the runs of deployments took",
    (db) => selectLatestRunTimes(db, "deployment_id", IDS),
    /SEARCH flow_runs USING INDEX flow_runs_by_deployment_id_sort_time\w* \(deployment_id=\?\)/,
  ],
  [
    "the artifacts of a graph",
    (db) => selectGraphArtifacts(db, ID, 100),
    /^SEARCH artifacts USING INDEX artifacts_by_flow_run_id_id \(flow_run_id=\?\)\nSEARCH artifact_collections/,
  ],
  [
    "saved searches",
    (db) => selectSavedSearches(db, { limit: 1, offset: 0 }),
    /^SCAN saved_searches USING INDEX/,
  ],
  [
    "the deployments of flows",
    (db) => countDeploymentsByFlow(db, IDS),
    /^SEARCH deployments .* \(flow_id=\?\)$/,
  ],
  [
    "the deployments of flows that have few",
    (db) => countFewDeploymentsByFlow(db, IDS, 100),
    /^CO-ROUTINE found\nSEARCH deployments .*COVERING INDEX .*\(flow_id=\?\)/,
  ],
  [
    "the task runs of a run",
    (db) => countTaskRunRowsOf(db, ID, 100),
    /^CO-ROUTINE found\nSEARCH task_runs USING COVERING INDEX .*\(flow_run_id=\?\)/,
  ],
  [
    "the task runs of a run by state",
    (db) => countTaskRunRowsOfByState(db, ID, 100),
    /^CO-ROUTINE found\nSEARCH task_runs USING INDEX .*\(flow_run_id=\?\)/,
  ],
  [
    "the task runs of each of some runs",
    (db) => countTaskRunRowsOfEach(db, IDS, 100),
    /^CO-ROUTINE found\nSEARCH task_runs USING INDEX .*\(flow_run_id=\?\)[\s\S]*SEARCH flow_runs USING COVERING INDEX flow_runs_by_parent_task_run_id/,
  ],
  [
    "a page of the log of a task run",
    (db) => selectShortLines(db, { owner: "task_run_id", id: ID }, LINES, 100),
    /^SEARCH logs USING INDEX logs_by_task_run_id_timestamp \(task_run_id=\?\)\nUSE TEMP B-TREE FOR LAST TERM/,
  ],
  [
    "a page of all variables",
    (db) => selectShortVariables(db, { sort: "CREATED_DESC", limit: 1, offset: 0 }, 100),
    /^SCAN variables USING INDEX variables_by_created_id$/,
  ],
  [
    "the next runs of flows",
    (db) => selectNextRuns(db, "flow_id", IDS),
    /SEARCH next USING .*INDEX flow_runs_by_flow_id_next_scheduled_start_time \(flow_id=\? AND next_sched/,
  ],
  [
    "the next runs of deployments",
    (db) => selectNextRuns(db, "deployment_id", IDS),
    /SEARCH next USING .*INDEX flow_runs_by_deployment_id_next_scheduled_start_time \(deployment_id=\? AND next_sched/,
  ],
  [
    "the points of a chart",
    (db) =>
      selectFlowRunPoints(db, EVERY_FLOW_RUN, { sort: "EXPECTED_START_TIME_DESC", limit: 1000, offset: 0 }),
    /^SCAN flow_runs USING INDEX flow_runs_by_expected_start_time_id$/,
  ],
  [
    "the task runs of flow runs",
    (db) => countTaskRunRowsByFlowRun(db, IDS),
    /^SEARCH task_runs .* \(flow_run_id=\?\)/,
  ],
  [
    "the task runs that started in a span of time",
    (db) => sumRunRows(db, { ...HOURS, clock: CLOCKS.taskRunsStarted }, EVERY_TASK_RUN, NOW),
    /SEARCH task_runs USING INDEX task_runs_by_start_time \(start_time>\? AND start_time<\?\)/,
  ],
  [
    "the task runs that started in a span of time from sums",
    (db) => sumKeptRuns(db, { ...HOURS, clock: CLOCKS.taskRunsStarted }, UNCUT, { now: NOW }),
    /SEARCH task_runs USING PRIMARY KEY \(clock=\? AND minutes=\? AND start>\? AND start<\?\)[\s\S]*SEARCH task_runs USING INDEX task_runs_by_start_time \(start_time>\? AND start_time<\?\)/,
  ],
  [
    "the runs that were asked to stop long ago",
    (db) => selectOverdueCancellations(db, START, 100),
    /^SEARCH flow_runs USING INDEX flow_runs_by_state_type_sort_time \(state_type=\?\)/,
  ],
  [
    "the runs cancelled of late of which something goes on",
    (db) => selectCancelledWithChildren(db, START, 100),
    /^SEARCH flow_runs USING INDEX flow_runs_by_end_time_id \(end_time>\?\)[\s\S]*SEARCH task_runs \S.*\(flow_run_id=\?\)/,
  ],
  [
    "the task runs of lost workers",
    (db) => selectLostTaskRuns(db, END, 100),
    /background_task_runs_by_worker_id.*\nSEARCH task_\w+ USING/,
  ],
])("%s: an index leads to the rows", async (_, query, expected) => {
  const plan = await planOf(query);
  expect(plan).toMatch(expected);
  expect(plan).not.toContain("TEMP B-TREE FOR ORDER BY");
});

test("the background task run that is next in line is the first of an index, of several tasks the first of them", async () => {
  const plan = await planOf((db) => selectFirstInLine(db, ["one", "two"], END));
  expect(plan).toMatch(
    /SEARCH waiting USING INDEX background_task_runs_by_task_key_is_retry_due_task_run_id \(task_key=\?\)/,
  );
  // One row a task is left to be put in order.
  expect(plan.match(/TEMP B-TREE/g)).toHaveLength(1);
});

test("runs of a rare name are looked for among the latest, and then in the index of names", async () => {
  const page = { limit: 50, offset: 0 };
  const [flow_runs, task_runs] = [{ name: { like_: "otter" } }, { name: { like_: "otter" } }];
  const matches = flowRunsMatch("sqlite", { flow_runs });
  const ofFlowRuns = await planOf((db) =>
    selectFlowRuns(
      db,
      { filters: { flow_runs }, matches, parts: undefined },
      { ...page, sort: "START_TIME_DESC" },
      flowRunTexts,
    ),
  );
  expect(ofFlowRuns).toMatch(
    /SCAN flow_runs USING INDEX flow_runs_by_sort_time_id_state_type\n[\s\S]*SCAN flow_runs USING INDEX flow_runs_by_name/,
  );
  const ofTaskRuns = await planOf((db) =>
    selectTaskRuns(
      db,
      { task_runs },
      { matches: taskRunsMatch("sqlite", { task_runs }) },
      { ...page, sort: "ID_DESC" },
      taskRunTexts,
    ),
  );
  expect(ofTaskRuns).toMatch(
    /SCAN task_runs USING INDEX sqlite_autoindex_task_runs_1\n[\s\S]*SCAN task_runs USING INDEX task_runs_by_name/,
  );
});
