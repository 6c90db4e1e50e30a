import * as runs from "@reeve/protocol/deployment-runs";
import * as schedules from "@reeve/protocol/deployment-schedules";
import * as endpoints from "@reeve/protocol/deployments";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { listFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { Answer, mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { getWorkQueue } from "../work-queues/read-work-queues.ts";
import {
  createDeploymentSchedules,
  deleteDeploymentSchedule,
  updateDeploymentSchedule,
} from "./change-schedules.ts";
import { createDeployment } from "./create-deployment.ts";
import { createFlowRunOfDeployment, createFlowRunsOfDeployment } from "./create-flow-run-of-deployment.ts";
import { deleteDeployment, deleteDeployments } from "./delete-deployment.ts";
import { markDeploymentsPolled } from "./mark-deployments-polled.ts";
import { pauseDeployment, resumeDeployment } from "./pause-deployment.ts";
import { getDeployment, listDeploymentSchedules } from "./read-deployments.ts";
import { scheduleDeployment } from "./schedule-deployment.ts";
import { updateDeployment } from "./update-deployment.ts";

/** Serves the deployments, their schedules, and the runs that are made of them. */
export function mountDeployments(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createDeployment, async ({ body, caller }) => {
    const { deployment, isNew } = await createDeployment(context, body, caller);
    return new Answer(isNew ? 201 : 200, deployment);
  });
  mount(api, endpoints.updateDeployment, async ({ params, body, caller }) => {
    await updateDeployment(context, params.id, body, caller.changer);
    return null;
  });
  mount(api, endpoints.getDeployment, ({ params }) => getDeployment(context, params));
  mount(api, endpoints.getDeploymentByName, ({ params }) => getDeployment(context, params));
  mount(api, endpoints.deleteDeployment, async ({ params }) => {
    await deleteDeployment(context, params.id);
    return null;
  });
  mount(api, endpoints.deleteDeployments, async ({ body }) => ({
    deleted: await deleteDeployments(context, body.deployments, body.limit ?? 50),
  }));
  mount(api, endpoints.pauseDeployment, async ({ params, caller }) => {
    await pauseDeployment(context, params.id, caller.changer);
    return null;
  });
  mount(api, endpoints.resumeDeployment, async ({ params, caller }) => {
    await resumeDeployment(context, params.id, caller.changer);
    return null;
  });
  mountRunsOfDeployments(api, context);
  mountSchedules(api, context);
}

function mountRunsOfDeployments(api: FastifyInstance, context: Context): void {
  mount(api, runs.createFlowRunOfDeployment, async ({ params, body, caller }) => {
    const { flowRun, isNew } = await createFlowRunOfDeployment(context, params.id, body, caller.automation);
    return new Answer(isNew ? 201 : 200, flowRun);
  });
  mount(api, runs.createFlowRunsOfDeployment, async ({ params, body, caller }) => ({
    results: await createFlowRunsOfDeployment(context, params.id, body, caller.automation),
  }));
  mount(api, runs.getScheduledFlowRunsOfDeployments, async ({ body }) => {
    const { limit } = pageOf(context, body);
    const filter = {
      deployment_id: { any_: body.deployment_ids },
      state: { type: { any_: ["SCHEDULED" as const] } },
      next_scheduled_start_time: { before_: body.scheduled_before },
    };
    const sort = "NEXT_SCHEDULED_START_TIME_ASC";
    const flowRuns = await listFlowRuns(context, { flow_runs: filter }, { sort, limit, offset: 0 });
    await markDeploymentsPolled(context, body.deployment_ids);
    return flowRuns;
  });
  mount(api, endpoints.listQueuesOfDeployment, async ({ params }) => {
    const { work_queue_id: id } = await getDeployment(context, params);
    return id ? [await getWorkQueue(context, { id })] : [];
  });
}

function mountSchedules(api: FastifyInstance, context: Context): void {
  mount(api, schedules.listDeploymentSchedules, ({ params }) => listDeploymentSchedules(context, params.id));
  mount(api, schedules.createDeploymentSchedules, ({ params, body, caller }) =>
    createDeploymentSchedules(context, params.id, body, caller.changer),
  );
  mount(api, schedules.updateDeploymentSchedule, async ({ params, body, caller }) => {
    await updateDeploymentSchedule(context, params.id, params.schedule_id, body, caller.changer);
    return null;
  });
  mount(api, schedules.scheduleDeployment, async ({ params, body }) => {
    await scheduleDeployment(context, params.id, body);
    return null;
  });
  mount(api, schedules.deleteDeploymentSchedule, async ({ params, caller }) => {
    await deleteDeploymentSchedule(context, params.id, params.schedule_id, caller.changer);
    return null;
  });
}
