import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/run-history";
import { type Read, read } from "../http/reads.ts";
import { getAverageLateness } from "./get-average-lateness.ts";
import { getRunHistory, type HistoryRequest } from "./get-run-history.ts";

/** How runs are spread over time. */
export const runHistoryReads: readonly Read[] = [
  read(endpoints.getFlowRunHistory, (context, { body: { work_queues: work_pool_queues, ...body } }) =>
    getRunHistory(context, "flow_runs", { ...body, work_pool_queues }, requestOf(body)),
  ),
  read(endpoints.getTaskRunHistory, (context, { body }) =>
    getRunHistory(context, "task_runs", body, requestOf(body)),
  ),
  read(endpoints.getAverageLateness, (context, { body }) => getAverageLateness(context, body)),
];

type During = { history_start: string; history_end: string; history_interval_seconds: number };

// Their schema lets nothing through that is no time.
const requestOf = (body: During): HistoryRequest => ({
  start: parseTimestamp(body.history_start)!,
  end: parseTimestamp(body.history_end)!,
  seconds: body.history_interval_seconds,
});
