import * as endpoints from "@reeve/protocol/logs";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { createLogs } from "./create-logs.ts";
import { searchLogs } from "./search/search-logs.ts";

/** Serves the logs. */
export function mountLogs(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createLogs, async ({ body }) => {
    await createLogs(context, body);
    return null;
  });
  mount(api, endpoints.searchLogs, ({ params, body }) =>
    searchLogs(context, {
      flowRunId: params.id,
      pattern: body.pattern,
      taskRunId: body.task_run_id ?? null,
      after: body.after ?? null,
    }),
  );
}
