import * as endpoints from "@reeve/protocol/logs";
import { Maybe } from "@reeve/protocol/schema";
import { Type } from "@reeve/protocol/type-builder";
import { idIn, OneId, shortPage } from "../filters/near-filters.ts";
import { type Read, read } from "../http/reads.ts";
import { pageOf } from "../pagination.ts";
import { listLogs, listShortLines } from "./list-logs.ts";

/** Lists of log lines. */
export const logReads: readonly Read[] = [
  read(
    endpoints.listLogs,
    (context, { body }) => listLogs(context, body.logs, { sort: body.sort, ...pageOf(context, body) }),
    {
      asked: Type.Object({
        logs: Type.Object({ flow_run_id: Maybe(OneId), task_run_id: Maybe(OneId) }),
        sort: Type.Optional(endpoints.LogSort),
        ...shortPage,
      }),
      answer: (context, { logs: { flow_run_id: flowRun, task_run_id: taskRun }, sort, ...page }) => {
        if (flowRun && taskRun) return undefined;
        const id = flowRun ?? taskRun;
        if (!id) return undefined;
        const owner = flowRun ? "flow_run_id" : "task_run_id";
        return listShortLines(context, { owner, id: idIn(id) }, { sort, ...pageOf(context, page) });
      },
    },
  ),
];
