import * as endpoints from "@reeve/protocol/task-runs";
import { type Read, read } from "../http/reads.ts";
import { pageOf, paginateText } from "../pagination.ts";
import { countTaskRuns } from "./count-task-runs.ts";
import { listTaskRunTexts } from "./read-task-runs.ts";

/** Lists and counts of task runs. */
export const taskRunReads: readonly Read[] = [
  read(endpoints.listTaskRuns, (context, { body }) =>
    listTaskRunTexts(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countTaskRuns, (context, { body }) => countTaskRuns(context, body)),
  read(endpoints.paginateTaskRuns, (context, { body }) =>
    paginateText(
      context,
      body,
      (page) => listTaskRunTexts(context, body, { sort: body.sort, ...page }),
      () => countTaskRuns(context, body),
    ),
  ),
];
