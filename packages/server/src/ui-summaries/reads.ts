import * as endpoints from "@reeve/protocol/ui-summaries";
import { type Read, read } from "../http/reads.ts";
import { countable, pageOf } from "../pagination.ts";
import { countTaskRunsByState, countTaskRunsOfFlowRuns } from "../task-runs/count-task-runs.ts";
import { countTaskRunsOverTime } from "./count-task-runs-over-time.ts";
import { listDeploymentRows } from "./list-deployment-rows.ts";
import { listFlowRows } from "./list-flow-rows.ts";
import { listFlowRunPoints } from "./list-flow-run-points.ts";
import { countDeploymentsOfFlows, getNextRunsOfFlows } from "./summarize-flows.ts";

// A chart has more points than a list has lines.
const MOST_POINTS = 1000;

/** What pages show of runs at a glance. */
export const uiSummaryReads: readonly Read[] = [
  read(endpoints.countDeploymentsOfFlows, (context, { body }) =>
    countDeploymentsOfFlows(context, body.flow_ids),
  ),
  read(endpoints.getNextRunsOfFlows, (context, { body }) => getNextRunsOfFlows(context, body.flow_ids)),
  read(endpoints.listFlowRows, (context, { body }) =>
    listFlowRows(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.listDeploymentRows, (context, { body }) =>
    listDeploymentRows(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.listFlowRunPoints, (context, { body }) => {
    const { sort, limit = MOST_POINTS, offset = 0 } = body;
    return listFlowRunPoints(context, body, { sort, limit: countable(limit), offset: countable(offset) });
  }),
  read(endpoints.countTaskRunsOfFlowRuns, async (context, { body }) => {
    const counts = await countTaskRunsOfFlowRuns(context, body.flow_run_ids);
    return Object.fromEntries(body.flow_run_ids.map((id) => [id, totalOf(counts.get(id) ?? {})]));
  }),
  read(endpoints.countTaskRunsOverTime, (context, { body: { work_queues: work_pool_queues, ...body } }) =>
    countTaskRunsOverTime(context, { ...body, work_pool_queues }),
  ),
  read(endpoints.countTaskRunsByState, (context, { body }) => countTaskRunsByState(context, body)),
];

const totalOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
