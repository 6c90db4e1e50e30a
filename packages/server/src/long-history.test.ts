import {
  addSeconds,
  currentTimestamp,
  type FlowRunSort,
  type StateType,
  type TaskRunFilter,
  type TaskRunSort,
} from "@reeve/protocol";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { examineReads } from "../test/examine-reads.ts";
import { forEachDialect } from "../test/for-each-dialect.ts";
import { fillWithRuns, idOf } from "../test/many-runs.ts";
import { testContext } from "../test/test-context.ts";
import { READS } from "./all-reads.ts";
import { getCalendar } from "./calendar/get-calendar.ts";
import type { Context } from "./context.ts";
import { listDeployments } from "./deployments/read-deployments.ts";
import { countEvents } from "./event-search/count-events.ts";
import { listEvents } from "./event-search/list-events.ts";
import type { RunFilters } from "./filters/index.ts";
import { getFlowRun, listFlowRunStates } from "./flow-runs/read-flow-runs.ts";
import { listFlows } from "./flows/read-flows.ts";
import { getHome } from "./home/get-home.ts";
import { createApp } from "./http/app.ts";
import { mountReads } from "./http/mount.ts";
import { answerRead } from "./http/reads.ts";
import { followLogs, listLogs } from "./logs/list-logs.ts";
import { mergeRunCounts } from "./run-counts/merge-run-counts.ts";
import { getRunGraph } from "./run-graph/get-run-graph.ts";
import { getAverageLateness } from "./run-history/get-average-lateness.ts";
import { getRunHistory } from "./run-history/get-run-history.ts";
import { indexRunNames } from "./run-name-index/index-run-names.ts";
import { withIdPrefix } from "./run-page/with-id-prefix.ts";
import { countTaskRuns, countTaskRunsByState } from "./task-runs/count-task-runs.ts";
import { listTaskRunStates, listTaskRuns } from "./task-runs/read-task-runs.ts";
import { countTaskRunsOverTime } from "./ui-summaries/count-task-runs-over-time.ts";
import { listFlowRows } from "./ui-summaries/list-flow-rows.ts";
import { listFlowRunPoints } from "./ui-summaries/list-flow-run-points.ts";
import { getNextRunsOfFlows } from "./ui-summaries/summarize-flows.ts";

const FLOW_RUNS = 100_000;
// A tenth of the history: a day of it, or what is read of it until a page is full, is far less.
const FEW = FLOW_RUNS / 10;
const PAGE = { limit: 200, offset: 0 };

const FLOW_RUN = idOf("flow-run", 50_000);
const FLOW = idOf("flow", 7);
const DEPLOYMENT = idOf("deployment", 8);
const TASK_RUN = idOf("task-run", 50_000);

const NOW = currentTimestamp();
const YESTERDAY = addSeconds(NOW, -24 * 3600);
const SOON = addSeconds(NOW, 60);

const FLOW_RUN_SORTS: FlowRunSort[] = [
  "ID_DESC",
  "START_TIME_ASC",
  "START_TIME_DESC",
  "EXPECTED_START_TIME_ASC",
  "EXPECTED_START_TIME_DESC",
  "NAME_ASC",
  "NAME_DESC",
  "END_TIME_DESC",
];
const TASK_RUN_SORTS: TaskRunSort[] = [
  "ID_DESC",
  "EXPECTED_START_TIME_ASC",
  "EXPECTED_START_TIME_DESC",
  "NAME_ASC",
  "NAME_DESC",
  "END_TIME_DESC",
];

// Of some there are most, of others a few, of others none.
const STATES: StateType[][] = [
  ["COMPLETED"],
  ["FAILED"],
  ["PAUSED"],
  ["FAILED", "CRASHED"],
  ["PAUSED", "CANCELLING"],
];
// In this history the failed tasks are those of a few names.
const SORTS_OF_STATES = [
  "ID_DESC",
  "EXPECTED_START_TIME_ASC",
  "EXPECTED_START_TIME_DESC",
  "END_TIME_DESC",
] as const;
const SORTED_STATES = SORTS_OF_STATES.flatMap((sort) => STATES.map((types) => [sort, types] as const));

/** What lists of flow runs are filtered by, in the UI and by clients. */
const RUN_FILTERS: [string, RunFilters][] = [
  ["all", {}],
  ["until now", { flow_runs: { expected_start_time: { before_: SOON } } }],
  ["in one state", { flow_runs: { state: { type: { any_: ["FAILED"] } } } }],
  ["in several states", { flow_runs: { state: { type: { any_: ["FAILED", "CRASHED"] } } } }],
  [
    "in one of two states that few are in",
    { flow_runs: { state: { type: { any_: ["PAUSED", "CANCELLING"] } } } },
  ],
  ["by the name of a state", { flow_runs: { state: { name: { any_: ["Crashed", "Late"] } } } }],
  ["by the name of a state that none is in", { flow_runs: { state: { name: { any_: ["Suspended"] } } } }],
  ["running", { flow_runs: { state: { type: { any_: ["RUNNING", "PENDING", "PAUSED", "CANCELLING"] } } } }],
  ["scheduled", { flow_runs: { state: { type: { any_: ["SCHEDULED"] } } } }],
  ["of a flow", { flows: { id: { any_: [FLOW] } } }],
  ["of two flows", { flows: { id: { any_: [FLOW, idOf("flow", 8)] } } }],
  ["of a flow by its name", { flows: { name: { any_: ["flow-7"] } } }],
  [
    "of a flow in one state",
    { flows: { id: { any_: [FLOW] } }, flow_runs: { state: { type: { any_: ["FAILED"] } } } },
  ],
  ["of a deployment", { flow_runs: { deployment_id: { any_: [DEPLOYMENT] } } }],
  ["of a deployment by its name", { deployments: { name: { any_: ["deployment-8"] } } }],
  ["of a deployment by a name that none has", { deployments: { name: { any_: ["none"] } } }],
  ["of flows by a part of a name that none has", { flows: { name: { like_: "none" } } }],
  ["of a pool that has none", { work_pools: { name: { any_: ["none"] } } }],
  [
    "of a flow in states that none is in",
    { flows: { id: { any_: [FLOW] } }, flow_runs: { state: { type: { any_: ["PAUSED", "CANCELLING"] } } } },
  ],
  ["that are no subflows", { flow_runs: { parent_task_run_id: { is_null_: true } } }],
  ["of the last day", { flow_runs: { start_time: { after_: YESTERDAY } } }],
  ["expected in the last day", { flow_runs: { expected_start_time: { after_: YESTERDAY, before_: NOW } } }],
  ["ended in the last day", { flow_runs: { end_time: { after_: YESTERDAY } } }],
  ["by id", { flow_runs: { id: { any_: [FLOW_RUN, idOf("flow-run", 3)] } } }],
  ["by name", { flow_runs: { name: { any_: ["run-7919"] } } }],
  ["that stand for a task run", { flow_runs: { parent_task_run_id: { any_: [TASK_RUN] } } }],
  ["by a part of a name that few have", { flow_runs: { name: { like_: "un-7919" } } }],
  ["by a part of a name that none has", { flow_runs: { name: { like_: "otter" } } }],
  ["with a tag that many have", { flow_runs: { tags: { all_: ["team-3"] } } }],
  [
    "with a tag that many have, in a state that none of them is in",
    { flow_runs: { tags: { all_: ["team-3"] }, state: { type: { any_: ["FAILED"] } } } },
  ],
  ["with a tag that few have", { flow_runs: { tags: { all_: ["founding"] } } }],
  ["with a tag that none has", { flow_runs: { tags: { any_: ["none"] } } }],
  [
    "with a tag that few have, in the state of most",
    { flow_runs: { tags: { all_: ["founding"] }, state: { type: { any_: ["COMPLETED"] } } } },
  ],
  ["of a queue that has none", { flow_runs: { work_queue_name: { any_: ["none"] } } }],
  ["with task runs in a state that none is in", { task_runs: { state: { type: { any_: ["CRASHED"] } } } }],
  ["under a flow run", { flow_runs: { parent_flow_run_id: { any_: [FLOW_RUN] } } }],
];

forEachDialect((dialect, openDatabase) => {
  let context: Context;
  let faults: string[];
  let app: FastifyInstance;
  /** As clients ask: what a list is filtered by stands beside its sort and its page. */
  async function ask(url: string, body: object): Promise<void> {
    const { statusCode, body: answer } = await app.inject({ method: "POST", url, payload: body });
    expect(statusCode, answer).toBe(200);
  }
  beforeAll(async () => {
    const database = await openDatabase();
    await fillWithRuns(database, { flowRuns: FLOW_RUNS, until: new Date(NOW), withTaskRuns: true });
    await mergeRunCounts(testContext(database));
    await indexRunNames(testContext(database));
    // As autovacuum does by itself; SQLite plans by what comes with the schema.
    if (dialect === "postgres") await sql`vacuum analyze`.execute(database.reader);
    const examined = examineReads(database, FEW);
    faults = examined.faults;
    context = testContext(examined.database);
    app = await createApp(context);
    mountReads(app, READS, (read, parts) => answerRead(read, context, parts));
  }, 120_000);
  afterAll(() => app.close());
  afterEach(() => {
    faults.length = 0;
  });
  const expectFewRows = () => expect(faults).toEqual([]);

  describe("in a history of a hundred thousand runs", () => {
    test.each(RUN_FILTERS)("a page of the flow runs %s is read without the rest", async (_, filters) => {
      await ask("/flow_runs/filter", { ...filters, ...PAGE, sort: "START_TIME_DESC" });
      expectFewRows();
    });

    test.each(RUN_FILTERS)(
      "the newest flow runs %s are read and counted without the rest",
      async (_, filters) => {
        await ask("/flow_runs/filter", { ...filters, limit: 50 });
        await ask("/flow_runs/paginate", { ...filters, limit: 50, page: 1 });
        expectFewRows();
      },
    );

    test.each(RUN_FILTERS)("the run page shows those %s without a look at all", async (_, filters) => {
      await ask("/ui/runs/page", { ...filters, ...PAGE, points: PAGE.limit });
      expectFewRows();
    });

    test.each(RUN_FILTERS)("the flow runs %s are counted without a look at all", async (_, filters) => {
      await ask("/flow_runs/count", filters);
      expectFewRows();
    });

    test.each(FLOW_RUN_SORTS)(
      "flow runs are sorted by an index for %s, and those in any state",
      async (sort) => {
        await ask("/flow_runs/filter", { ...PAGE, sort });
        for (const types of STATES) {
          await ask("/flow_runs/filter", { flow_runs: { state: { type: { any_: types } } }, ...PAGE, sort });
        }
        expectFewRows();
      },
    );

    test.each(FLOW_RUN_SORTS)(
      "flow runs of a flow are found without the rest in the order %s",
      async (sort) => {
        const flow_runs = { state: { type: { any_: ["COMPLETED"] } } };
        await ask("/flow_runs/filter", { flows: { id: { any_: [FLOW] } }, limit: 50, sort });
        await ask("/flow_runs/filter", { flows: { id: { any_: [FLOW] } }, flow_runs, limit: 50, sort });
        expectFewRows();
      },
    );

    test("what is scheduled comes before all other runs, unsorted", async () => {
      await ask("/flow_runs/filter", { ...PAGE, sort: "NEXT_SCHEDULED_START_TIME_ASC" });
      // SQLite's plan sorts what is scheduled, which is not to be told from sorting all.
      expect(faults.filter((fault) => !fault.startsWith("A scan of"))).toEqual([]);
    });

    test("the runs that are scheduled next come from an index in their order", async () => {
      const flow_runs = { state: { type: { any_: ["SCHEDULED"] } } };
      await ask("/flow_runs/filter", { flow_runs, ...PAGE, sort: "NEXT_SCHEDULED_START_TIME_ASC" });
      expectFewRows();
    });

    test.each(TASK_RUN_SORTS)("task runs are sorted by an index for %s", async (sort) => {
      await ask("/task_runs/filter", { ...PAGE, sort });
      expectFewRows();
    });

    test.each(SORTED_STATES)(
      "task runs are read in the order %s without the rest in any of %j",
      async (sort, types) => {
        await ask("/task_runs/filter", { task_runs: { state: { type: { any_: types } } }, ...PAGE, sort });
        expectFewRows();
      },
    );

    test.each<[string, TaskRunFilter]>([
      ["", {}],
      [" in the state of most", { state: { type: { any_: ["COMPLETED"] } } }],
      [" in a state that none is in", { state: { type: { any_: ["CRASHED"] } } }],
      [" by the name of a state that none is in", { state: { name: { any_: ["Retrying"] } } }],
      [" by the names of states", { state: { name: { any_: ["Failed", "Cached"] } } }],
    ])("the task runs%s are counted and listed without the rest", async (_, task_runs) => {
      await ask("/task_runs/count", { task_runs });
      await ask("/ui/task_runs/count", { task_runs });
      await ask("/task_runs/filter", { task_runs, ...PAGE, sort: "EXPECTED_START_TIME_DESC" });
      expectFewRows();
    });

    test.each<[string, (context: Context) => Promise<unknown>]>([
      ["a flow run", () => getFlowRun(context, FLOW_RUN)],
      ["the states of a flow run", () => listFlowRunStates(context, FLOW_RUN)],
      ["the graph of a flow run", () => getRunGraph(context, FLOW_RUN)],
      ["the run whose id begins so", () => withIdPrefix(context, {}, FLOW_RUN.slice(0, 16))],
      ["the flows", () => listFlows(context, {}, PAGE)],
      [
        "the flows with runs in a state",
        () => listFlows(context, { flow_runs: { state: { type: { any_: ["CANCELLED"] } } } }, PAGE),
      ],
      [
        "the deployments with runs in a state of some name",
        () => listDeployments(context, { flow_runs: { state: { name: { any_: ["Crashed"] } } } }, PAGE),
      ],
      ["the list of flows with their last runs", () => listFlowRows(context, {}, { limit: 20, offset: 0 })],
      ["the next runs of flows", () => getNextRunsOfFlows(context, [FLOW])],
      [
        "the history of a day",
        () => getRunHistory(context, "flow_runs", {}, { start: YESTERDAY, end: NOW, seconds: 3600 }),
      ],
      [
        "the tasks' history of a day",
        () => getRunHistory(context, "task_runs", {}, { start: YESTERDAY, end: NOW, seconds: 3600 }),
      ],
      [
        "how late the runs of a day were",
        () => getAverageLateness(context, { flow_runs: { start_time: { after_: YESTERDAY } } }),
      ],
      ["the calendar of a day", () => getCalendar(context, YESTERDAY, NOW)],
      [
        "the first page of the UI",
        () => getHome(context, { seconds: 24 * 3600, until: null, tags: [], hidesSubflows: false }),
      ],
      [
        "the first page of the UI about an earlier day",
        () => getHome(context, { seconds: 24 * 3600, until: YESTERDAY, tags: [], hidesSubflows: false }),
      ],
      [
        "the points of a chart",
        () => listFlowRunPoints(context, { flow_runs: { start_time: { after_: YESTERDAY } } }, PAGE),
      ],
    ])("%s is read without the rest", async (_, read) => {
      await read(context);
      expectFewRows();
    });

    test.each<[string, (context: Context) => Promise<unknown>]>([
      [
        "the task runs of a flow run",
        () => listTaskRuns(context, { flow_runs: { id: { any_: [FLOW_RUN] } } }, PAGE),
      ],
      [
        "the failed task runs",
        () => listTaskRuns(context, { task_runs: { state: { type: { any_: ["FAILED"] } } } }, PAGE),
      ],
      [
        "how many task runs a flow run has",
        () => countTaskRuns(context, { flow_runs: { id: { any_: [FLOW_RUN] } } }),
      ],
      [
        "how many of them ended how",
        () => countTaskRunsByState(context, { task_runs: { flow_run_id: { any_: [FLOW_RUN] } } }),
      ],
      [
        "how many task runs there were in a day",
        () => countTaskRuns(context, { task_runs: { start_time: { after_: YESTERDAY } } }),
      ],
      [
        "how the task runs of a day ended",
        () => countTaskRunsOverTime(context, { task_runs: { start_time: { after_: YESTERDAY } } }),
      ],
      ["the states of a task run", () => listTaskRunStates(context, TASK_RUN)],
      ["the log of a flow run", () => listLogs(context, { flow_run_id: { any_: [FLOW_RUN] } }, PAGE)],
      [
        "its warnings",
        () => listLogs(context, { flow_run_id: { any_: [FLOW_RUN] }, level: { ge_: 30 } }, PAGE),
      ],
      ["the log of a task run", () => listLogs(context, { task_run_id: { any_: [TASK_RUN] } }, PAGE)],
      [
        "what was logged since",
        () => followLogs(context, { transaction: "0", id: idOf("log", FLOW_RUNS - 10) }, 100),
      ],
      ["the events of a day", () => listEvents(context, { occurred: { since: YESTERDAY, until: NOW } }, 50)],
      [
        "the events of a name",
        () =>
          listEvents(
            context,
            { occurred: { since: YESTERDAY, until: NOW }, event: { name: ["prefect.flow-run.Failed"] } },
            50,
          ),
      ],
      [
        "the events of a flow run",
        () => listEvents(context, { resource: { id: [`prefect.flow-run.${FLOW_RUN}`] } }, 50),
      ],
      [
        "the events of a day by the hour",
        () =>
          countEvents(
            context,
            { occurred: { since: YESTERDAY, until: NOW } },
            { by: "time", unit: "hour", interval: 1 },
          ),
      ],
    ])("%s: no more is read than that", async (_, read) => {
      await read(context);
      expectFewRows();
    });
  });
});
