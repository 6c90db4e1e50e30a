import * as endpoints from "@reeve/protocol/task-runs";
import { type Read, read } from "../http/reads.ts";
import { pageOf, paginate } from "../pagination.ts";
import { countTaskRuns } from "./count-task-runs.ts";
import { listTaskRuns } from "./read-task-runs.ts";

/** Lists and counts of task runs. */
export const taskRunReads: readonly Read[] = [
  read(endpoints.listTaskRuns, (context, { body }) =>
    listTaskRuns(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countTaskRuns, (context, { body }) => countTaskRuns(context, body)),
  read(endpoints.paginateTaskRuns, (context, { body }) =>
    paginate(
      context,
      body,
      (page) => listTaskRuns(context, body, { sort: body.sort, ...page }),
      () => countTaskRuns(context, body),
    ),
  ),
];
