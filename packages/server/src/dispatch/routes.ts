import { parseTimestamp } from "@reeve/protocol";
import { getWhyWaiting as getWhyWaitingEndpoint } from "@reeve/protocol/why-waiting";
import {
  getScheduledFlowRuns as getScheduledFlowRunsEndpoint,
  getWorkPoolConcurrency as getWorkPoolConcurrencyEndpoint,
} from "@reeve/protocol/work-pools";
import * as queues from "@reeve/protocol/work-queues";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { getWorkPoolConcurrency, getWorkQueueConcurrency } from "./get-concurrency.ts";
import { getScheduledFlowRuns } from "./get-scheduled-flow-runs.ts";
import { getWhyWaiting } from "./get-why-waiting.ts";
import { getWorkQueueHealth } from "./get-work-queue-health.ts";
import { getWorkQueueRuns } from "./get-work-queue-runs.ts";
import type { PollMarks } from "./poll-marks.ts";

/** Serves what says which runs go where: the runs that are due, and who holds the slots. */
export function mountDispatch(api: FastifyInstance, context: Context, marks: PollMarks): void {
  mount(api, getScheduledFlowRunsEndpoint, ({ params, body }) =>
    getScheduledFlowRuns(context, marks, params.name, {
      queueNames: body.work_queue_names,
      before: timeOf(body.scheduled_before),
      after: timeOf(body.scheduled_after),
      limit: pageOf(context, body).limit,
    }),
  );
  mount(api, getWorkPoolConcurrencyEndpoint, ({ params, body }) =>
    getWorkPoolConcurrency(context, params.name, body),
  );
  mount(api, queues.getWorkQueueConcurrency, ({ params, body }) =>
    getWorkQueueConcurrency(context, params.id, body),
  );
  mount(api, getWhyWaitingEndpoint, ({ params }) => getWhyWaiting(context, params.id));
  mount(api, queues.getWorkQueueHealth, ({ params }) => getWorkQueueHealth(context, params.id));
  mount(api, queues.getWorkQueueRuns, async ({ params, body, caller }) => {
    const { limit } = pageOf(context, body);
    const flowRuns = await getWorkQueueRuns(context, params.id, {
      before: timeOf(body.scheduled_before),
      limit,
    });
    // A page that shows what is due fetches nothing.
    if (!caller.isPage) await marks.note([params.id]);
    return flowRuns;
  });
}

const timeOf = (time: string | undefined): string | null => (time && parseTimestamp(time)) || null;
