import * as endpoints from "@reeve/protocol/logs";
import { type Read, read } from "../http/reads.ts";
import { pageOf } from "../pagination.ts";
import { listLogs } from "./list-logs.ts";

/** Lists of log lines. */
export const logReads: readonly Read[] = [
  read(endpoints.listLogs, (context, { body }) =>
    listLogs(context, body.logs, { sort: body.sort, ...pageOf(context, body) }),
  ),
];
