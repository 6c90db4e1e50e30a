import { Type } from "@reeve/protocol/type-builder";
import * as endpoints from "@reeve/protocol/ui-summaries";
import { FewIds, idIn, OfAFlowRun } from "../filters/near-filters.ts";
import { type Read, read } from "../http/reads.ts";
import { countable, pageOf } from "../pagination.ts";
import {
  countFewTaskRunsByState,
  countFewTaskRunsOfFlowRuns,
  countTaskRunsByState,
  countTaskRunsOfFlowRuns,
} from "../task-runs/count-task-runs.ts";
import { countTaskRunsOverTime } from "./count-task-runs-over-time.ts";
import { listDeploymentRows } from "./list-deployment-rows.ts";
import { listFlowRows } from "./list-flow-rows.ts";
import { listFlowRunPoints } from "./list-flow-run-points.ts";
import {
  countDeploymentsOfFlows,
  countFewDeploymentsOfFlows,
  getNextRunsOfFlows,
} from "./summarize-flows.ts";

// A chart has more points than a list has lines.
const MOST_POINTS = 1000;
const OfFewFlows = Type.Object({ flow_ids: FewIds });

/** What pages show of runs at a glance. */
export const uiSummaryReads: readonly Read[] = [
  read(
    endpoints.countDeploymentsOfFlows,
    (context, { body }) => countDeploymentsOfFlows(context, body.flow_ids),
    { asked: OfFewFlows, answer: (context, body) => countFewDeploymentsOfFlows(context, body.flow_ids) },
  ),
  read(endpoints.getNextRunsOfFlows, (context, { body }) => getNextRunsOfFlows(context, body.flow_ids), {
    asked: OfFewFlows,
    answer: (context, body) => getNextRunsOfFlows(context, body.flow_ids),
  }),
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
  read(
    endpoints.countTaskRunsOfFlowRuns,
    async (context, { body }) => {
      const counts = await countTaskRunsOfFlowRuns(context, body.flow_run_ids);
      return Object.fromEntries(body.flow_run_ids.map((id) => [id, totalOf(counts.get(id) ?? {})]));
    },
    {
      asked: Type.Object({ flow_run_ids: FewIds }),
      answer: async (context, { flow_run_ids: ids }) => {
        const counts = await countFewTaskRunsOfFlowRuns(context, ids);
        return counts && Object.fromEntries(ids.map((id) => [id, counts.get(id) ?? 0]));
      },
    },
  ),
  read(endpoints.countTaskRunsOverTime, (context, { body: { work_queues: work_pool_queues, ...body } }) =>
    countTaskRunsOverTime(context, { ...body, work_pool_queues }),
  ),
  read(endpoints.countTaskRunsByState, (context, { body }) => countTaskRunsByState(context, body), {
    asked: OfAFlowRun,
    answer: (context, { flow_runs: { id } }) => countFewTaskRunsByState(context, idIn(id)),
  }),
];

const totalOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
