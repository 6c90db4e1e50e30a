import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/run-history";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { getAverageLateness } from "./get-average-lateness.ts";
import { getRunHistory, type HistoryRequest } from "./get-run-history.ts";

/** Serves how runs are spread over time. */
export function mountRunHistory(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.getFlowRunHistory, ({ body: { work_queues: work_pool_queues, ...body } }) =>
    getRunHistory(context, "flow_runs", { ...body, work_pool_queues }, requestOf(body)),
  );
  mount(api, endpoints.getTaskRunHistory, ({ body }) =>
    getRunHistory(context, "task_runs", body, requestOf(body)),
  );
  mount(api, endpoints.getAverageLateness, ({ body }) => getAverageLateness(context, body));
}

type During = { history_start: string; history_end: string; history_interval_seconds: number };

// Their schema lets nothing through that is no time.
const requestOf = (body: During): HistoryRequest => ({
  start: parseTimestamp(body.history_start)!,
  end: parseTimestamp(body.history_end)!,
  seconds: body.history_interval_seconds,
});
