import * as endpoints from "@reeve/protocol/work-queues";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { createWorkQueue } from "./create-work-queue.ts";
import { deleteWorkQueue } from "./delete-work-queue.ts";
import { getWorkQueue, listWorkQueues, listWorkQueuesInPool } from "./read-work-queues.ts";
import { updateWorkQueue } from "./update-work-queue.ts";

/** Serves the queues, each by its id and by its pool and name. */
export function mountWorkQueues(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createWorkQueue, ({ params, body }) =>
    createWorkQueue(context, params.work_pool_name, body),
  );
  mount(api, endpoints.getWorkQueue, ({ params }) => getWorkQueue(context, params));
  mount(api, endpoints.getWorkQueueInPool, ({ params }) => getWorkQueue(context, params));
  for (const endpoint of [endpoints.updateWorkQueue, endpoints.updateWorkQueueInPool] as const) {
    mount(api, endpoint, async ({ params, body }) => {
      await updateWorkQueue(context, params, body);
      return null;
    });
  }
  for (const endpoint of [endpoints.deleteWorkQueue, endpoints.deleteWorkQueueInPool] as const) {
    mount(api, endpoint, async ({ params }) => {
      await deleteWorkQueue(context, params);
      return null;
    });
  }
  mount(api, endpoints.listWorkQueues, ({ body }) =>
    listWorkQueues(context, body.work_queues, pageOf(context, body)),
  );
  mount(api, endpoints.listWorkQueuesInPool, ({ params, body }) =>
    listWorkQueuesInPool(context, params.work_pool_name, body.work_queues, pageOf(context, body)),
  );
}
