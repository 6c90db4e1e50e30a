import * as endpoints from "@reeve/protocol/work-pools";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { createWorkPool } from "./create-work-pool.ts";
import { getWorkPool } from "./read-work-pools.ts";

/** Serves the work pools. */
export function mountWorkPools(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createWorkPool, ({ body }) => createWorkPool(context, body));
  mount(api, endpoints.getWorkPool, ({ params }) => getWorkPool(context, params.name));
}
