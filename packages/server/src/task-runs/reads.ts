import * as endpoints from "@reeve/protocol/task-runs";
import { idIn, OfAFlowRun } from "../filters/near-filters.ts";
import { type Read, read } from "../http/reads.ts";
import { pageOf, paginateText } from "../pagination.ts";
import { countFewTaskRuns, countTaskRuns } from "./count-task-runs.ts";
import { listTaskRunTexts } from "./read-task-runs.ts";

/** Lists and counts of task runs. */
export const taskRunReads: readonly Read[] = [
  read(endpoints.listTaskRuns, (context, { body }) =>
    listTaskRunTexts(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countTaskRuns, (context, { body }) => countTaskRuns(context, body), {
    asked: OfAFlowRun,
    answer: (context, { flow_runs: { id } }) => countFewTaskRuns(context, idIn(id)),
  }),
  read(endpoints.paginateTaskRuns, (context, { body }) =>
    paginateText(
      context,
      body,
      (page) => listTaskRunTexts(context, body, { sort: body.sort, ...page }),
      () => countTaskRuns(context, body),
    ),
  ),
];
