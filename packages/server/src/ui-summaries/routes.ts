import * as endpoints from "@reeve/protocol/ui-summaries";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { countTaskRunsByState, countTaskRunsOfFlowRuns } from "../task-runs/count-task-runs.ts";
import { countTaskRunsOverTime } from "./count-task-runs-over-time.ts";
import { getUiTaskRun } from "./get-ui-task-run.ts";
import { listDeploymentRows } from "./list-deployment-rows.ts";
import { listFlowRows } from "./list-flow-rows.ts";
import { listFlowRunPoints } from "./list-flow-run-points.ts";
import { countDeploymentsOfFlows, getNextRunsOfFlows } from "./summarize-flows.ts";

// A chart has more points than a list has lines.
const MOST_POINTS = 1000;

/** Serves what pages show of runs at a glance. */
export function mountUiSummaries(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.countDeploymentsOfFlows, ({ body }) =>
    countDeploymentsOfFlows(context, body.flow_ids),
  );
  mount(api, endpoints.getNextRunsOfFlows, ({ body }) => getNextRunsOfFlows(context, body.flow_ids));
  mount(api, endpoints.listFlowRows, ({ body }) =>
    listFlowRows(context, body, { sort: body.sort, ...pageOf(context, body) }),
  );
  mount(api, endpoints.listDeploymentRows, ({ body }) =>
    listDeploymentRows(context, body, { sort: body.sort, ...pageOf(context, body) }),
  );
  mount(api, endpoints.listFlowRunPoints, ({ body }) => {
    const { sort, limit = MOST_POINTS, offset = 0 } = body;
    return listFlowRunPoints(context, body, { sort, limit: Math.max(limit, 0), offset });
  });
  mount(api, endpoints.countTaskRunsOfFlowRuns, async ({ body }) => {
    const counts = await countTaskRunsOfFlowRuns(context, body.flow_run_ids);
    return Object.fromEntries(body.flow_run_ids.map((id) => [id, totalOf(counts.get(id) ?? {})]));
  });
  mount(api, endpoints.countTaskRunsOverTime, ({ body: { work_queues: work_pool_queues, ...body } }) =>
    countTaskRunsOverTime(context, { ...body, work_pool_queues }),
  );
  mount(api, endpoints.countTaskRunsByState, ({ body }) => countTaskRunsByState(context, body));
  mount(api, endpoints.getUiTaskRun, ({ params }) => getUiTaskRun(context, params.id));
}

const totalOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
