import * as endpoints from "@reeve/protocol/work-pools";
import {
  createLooseWorkQueue as createLooseWorkQueueEndpoint,
  getLooseWorkQueue,
} from "@reeve/protocol/work-queues";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { getWorkQueue } from "../work-queues/read-work-queues.ts";
import { AGENT_POOL, createLooseWorkQueue } from "./agent-pool.ts";
import { createWorkPool } from "./create-work-pool.ts";
import { deleteWorkPool } from "./delete-work-pool.ts";
import { countWorkPools, getWorkPool, listWorkPools } from "./read-work-pools.ts";
import { updateWorkPool } from "./update-work-pool.ts";

/** Serves the work pools, and the queues whose pool is not named. */
export function mountWorkPools(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createWorkPool, ({ body }) => createWorkPool(context, body));
  mount(api, endpoints.getWorkPool, ({ params }) => getWorkPool(context, params.name));
  mount(api, endpoints.updateWorkPool, async ({ params, body }) => {
    await updateWorkPool(context, params.name, body);
    return null;
  });
  mount(api, endpoints.deleteWorkPool, async ({ params }) => {
    await deleteWorkPool(context, params.name);
    return null;
  });
  mount(api, endpoints.listWorkPools, ({ body }) =>
    listWorkPools(context, body.work_pools, pageOf(context, body)),
  );
  mount(api, endpoints.countWorkPools, ({ body }) => countWorkPools(context, body.work_pools));
  mount(api, createLooseWorkQueueEndpoint, ({ body }) => createLooseWorkQueue(context, body));
  mount(api, getLooseWorkQueue, ({ params }) =>
    getWorkQueue(context, { work_pool_name: AGENT_POOL, name: params.name }),
  );
}
