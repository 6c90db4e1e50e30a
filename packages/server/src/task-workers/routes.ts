import * as endpoints from "@reeve/protocol/task-workers";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { listTaskWorkers } from "./list-task-workers.ts";

/** Serves the list of the processes that run background tasks. */
export function mountTaskWorkers(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.listTaskWorkers, ({ body }) =>
    listTaskWorkers(context, body.task_worker_filter?.task_keys),
  );
}
