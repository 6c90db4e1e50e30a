import * as endpoints from "@reeve/protocol/workers";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { deleteWorker } from "./delete-worker.ts";
import { listWorkers } from "./list-workers.ts";
import { sendWorkerHeartbeat } from "./send-worker-heartbeat.ts";

/** Serves the workers of each pool. */
export function mountWorkers(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.sendWorkerHeartbeat, async ({ params, body }) => {
    await sendWorkerHeartbeat(context, params.work_pool_name, body);
    return null;
  });
  mount(api, endpoints.listWorkers, ({ params, body }) =>
    listWorkers(context, params.work_pool_name, body.workers, pageOf(context, body)),
  );
  mount(api, endpoints.deleteWorker, async ({ params }) => {
    await deleteWorker(context, params.work_pool_name, params.name);
    return null;
  });
}
