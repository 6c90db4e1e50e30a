import {
  addSeconds,
  type FlowRunFilter,
  type Home,
  type HomePool,
  type RunRow,
  type RunUnderWay,
  type Timestamp,
} from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { getWhyWaiting } from "../dispatch/get-why-waiting.ts";
import type { RunFilters } from "../filters/index.ts";
import { countFlowRuns } from "../flow-runs/count-flow-runs.ts";
import { getRunHistory } from "../run-history/get-run-history.ts";
import { readRunRows } from "../run-page/list-run-rows.ts";
import { countTaskRunsOverTime } from "../ui-summaries/count-task-runs-over-time.ts";
import { listWorkPools } from "../work-pools/read-work-pools.ts";
import { getUsualSeconds } from "./get-usual-seconds.ts";
import { groupFailures } from "./group-failures.ts";
import { selectLastCompletedRuns, selectPoolFigures } from "./queries.ts";

/** What the first page is asked for. */
export type HomeRequest = {
  seconds: number;
  /** Null for now. */
  until: Timestamp | null;
  tags: readonly string[];
  hidesSubflows: boolean;
};

const INTERVALS = 48;
// Of a longer list the page shows the beginning and how many there are.
const MOST_FAILURES = 200;
const MOST_RUNS = 8;
const MOST_NEXT = 10;
const MOST_POOLS = 50;

/** What went wrong, what goes on, what waits and why, and what comes next. */
export async function getHome(context: ReadContext, request: HomeRequest): Promise<Home> {
  const now = context.now();
  const end = request.until ?? now;
  const start = addSeconds(end, -request.seconds);
  const asked = runsAskedFor(request);
  const [total, history, taskRuns, failures, running, waiting, next, pools] = await Promise.all([
    countFlowRuns(context, {}),
    getRunHistory(context, "flow_runs", asked({}), { start, end, seconds: request.seconds / INTERVALS }),
    countTaskRunsOverTime(context, {
      ...asked({}),
      task_runs: { start_time: { after_: start, before_: end } },
    }),
    readFailures(context, asked, { start, end }),
    readRunning(context, asked),
    readWaiting(context, asked),
    readRunRows(context, asked(comingAfter(now)), {
      sort: "NEXT_SCHEDULED_START_TIME_ASC",
      limit: MOST_NEXT,
      offset: 0,
    }),
    readPools(context, now),
  ]);
  return {
    ...{
      has_runs: total > 0,
      start,
      end,
      history,
      task_runs: taskRuns,
      failures,
      running,
      waiting,
      next,
      pools,
    },
  };
}

type Asked = (filter: FlowRunFilter) => RunFilters;

const runsAskedFor = ({ tags, hidesSubflows }: HomeRequest): Asked => {
  const always: FlowRunFilter = {
    ...(tags.length > 0 ? { tags: { all_: [...tags] } } : {}),
    ...(hidesSubflows ? { parent_task_run_id: { is_null_: true } } : {}),
  };
  return (filter) => ({ flow_runs: { ...always, ...filter } });
};

const comingAfter = (now: Timestamp): FlowRunFilter => ({
  state: { type: { any_: ["SCHEDULED"] }, name: { any_: ["Scheduled"] } },
  next_scheduled_start_time: { after_: now },
});

async function readFailures(
  context: ReadContext,
  asked: Asked,
  { start, end }: { start: Timestamp; end: Timestamp },
): Promise<Home["failures"]> {
  const filters = asked({
    state: { type: { any_: ["FAILED", "CRASHED"] } },
    end_time: { after_: start, before_: end },
  });
  const [rows, count] = await Promise.all([
    readRunRows(context, filters, { sort: "END_TIME_DESC", limit: MOST_FAILURES, offset: 0 }),
    countFlowRuns(context, filters),
  ]);
  const flowIds = [...new Set(rows.map(({ flow_run }) => flow_run.flow_id))];
  const completed = flowIds.length > 0 ? await selectLastCompletedRuns(context.db.scanner, flowIds) : [];
  return { count, groups: groupFailures(rows, new Map(completed.map((run) => [run.flow_id, run]))) };
}

async function readRunning(context: ReadContext, asked: Asked): Promise<Home["running"]> {
  const filters = asked({ state: { type: { any_: ["RUNNING", "CANCELLING"] } } });
  const { rows, count } = await readFirst(context, filters);
  const usual = await getUsualSeconds(
    context,
    rows.map(({ flow_run }) => flow_run.flow_id),
  );
  const runs = rows.map(
    (row): RunUnderWay => ({
      row,
      waits_because: null,
      usual_seconds: usual.get(row.flow_run.flow_id) ?? null,
    }),
  );
  return { count, runs };
}

/** What should have begun, and what waits for somebody. */
async function readWaiting(context: ReadContext, asked: Asked): Promise<Home["waiting"]> {
  const state: FlowRunFilter["state"] = {
    type: { any_: ["PENDING", "PAUSED", "SCHEDULED"] },
    // What is planned for its time does not wait.
    name: { not_any_: ["Scheduled"] },
  };
  const { rows, count } = await readFirst(context, asked({ state }));
  const reasons = new Map<string, Promise<string | null>>();
  const runs = rows.map(async (row): Promise<RunUnderWay> => {
    const place = placeOf(row);
    const reason = reasons.get(place) ?? readReason(context, row.flow_run.id);
    reasons.set(place, reason);
    return { row, usual_seconds: null, waits_because: await reason };
  });
  return { count, runs: await Promise.all(runs) };
}

async function readFirst(
  context: ReadContext,
  filters: RunFilters,
): Promise<{ rows: RunRow[]; count: number }> {
  const [rows, count] = await Promise.all([
    readRunRows(context, filters, { limit: MOST_RUNS, offset: 0 }),
    countFlowRuns(context, filters),
  ]);
  return { rows, count };
}

/** Runs that wait at one place in one state wait for one reason: it is looked for once. */
const placeOf = ({ flow_run: { id, state_name, work_queue_id, deployment_id } }: RunRow): string =>
  state_name === "Late" ? JSON.stringify([work_queue_id, deployment_id]) : id;

async function readReason(context: ReadContext, flowRunId: string): Promise<string | null> {
  const { is_waiting: isWaiting, summary } = await getWhyWaiting(context, flowRunId);
  return isWaiting ? summary : null;
}

async function readPools(context: ReadContext, now: Timestamp): Promise<HomePool[]> {
  const pools = await listWorkPools(context, null, { limit: MOST_POOLS, offset: 0 });
  const ids = pools.map(({ id }) => id);
  const figures = ids.length > 0 ? await selectPoolFigures(context.db.scanner, ids, now) : [];
  const byId = new Map(figures.map((row) => [row.work_pool_id, row]));
  return pools.map(({ id, name, type, is_paused, status }) => ({
    id,
    name,
    type,
    is_paused,
    status: status ?? null,
    late_runs: byId.get(id)?.late_runs ?? 0,
    late_since: byId.get(id)?.late_since ?? null,
    online_workers: byId.get(id)?.online_workers ?? 0,
    ended_runs: byId.get(id)?.ended_runs ?? 0,
    completed_runs: byId.get(id)?.completed_runs ?? 0,
  }));
}
