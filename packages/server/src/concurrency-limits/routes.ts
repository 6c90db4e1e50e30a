import * as endpoints from "@reeve/protocol/concurrency-limits";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { releaseLease } from "./release-lease.ts";
import { renewLease } from "./renew-lease.ts";
import { takeSlotsWithLease } from "./take-slots-with-lease.ts";

/** Serves the leases of concurrency slots. */
export function mountConcurrencyLimits(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.takeSlotsWithLease, ({ body }) => takeSlotsWithLease(context, body));
  mount(api, endpoints.renewLease, async ({ params, body }) => {
    await renewLease(context, params.lease_id, body.lease_duration);
    return null;
  });
  mount(api, endpoints.releaseLease, async ({ body }) => {
    await releaseLease(context, body.lease_id);
    return null;
  });
}
