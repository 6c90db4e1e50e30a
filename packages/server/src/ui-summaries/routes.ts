import * as endpoints from "@reeve/protocol/ui-summaries";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { getUiTaskRun } from "./get-ui-task-run.ts";

/** Serves what the page of a task run shows. */
export function mountUiSummaries(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.getUiTaskRun, ({ params }) => getUiTaskRun(context, params.id));
}
