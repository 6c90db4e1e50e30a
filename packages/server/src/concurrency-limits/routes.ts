import * as endpoints from "@reeve/protocol/concurrency-limits";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { createConcurrencyLimit } from "./create-concurrency-limit.ts";
import { deleteConcurrencyLimit } from "./delete-concurrency-limit.ts";
import { getConcurrencyLimit, limitKeyOf, listConcurrencyLimits } from "./read-concurrency-limits.ts";
import { releaseLease } from "./release-lease.ts";
import { releaseSlots } from "./release-slots.ts";
import { renewLease } from "./renew-lease.ts";
import { takeSlots } from "./take-slots.ts";
import { takeSlotsWithLease } from "./take-slots-with-lease.ts";
import { updateConcurrencyLimit } from "./update-concurrency-limit.ts";

/** Serves the concurrency limits, and their slots with and without leases. */
export function mountConcurrencyLimits(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createConcurrencyLimit, ({ body }) => createConcurrencyLimit(context, body));
  mount(api, endpoints.getConcurrencyLimit, ({ params }) =>
    getConcurrencyLimit(context, limitKeyOf(params.id_or_name)),
  );
  mount(api, endpoints.updateConcurrencyLimit, async ({ params, body }) => {
    await updateConcurrencyLimit(context, limitKeyOf(params.id_or_name), body);
    return null;
  });
  mount(api, endpoints.deleteConcurrencyLimit, async ({ params }) => {
    await deleteConcurrencyLimit(context, limitKeyOf(params.id_or_name));
    return null;
  });
  mount(api, endpoints.listConcurrencyLimits, ({ body }) =>
    listConcurrencyLimits(context, pageOf(context, body)),
  );
  mount(api, endpoints.takeSlots, ({ body }) => takeSlots(context, body));
  mount(api, endpoints.releaseSlots, ({ body }) => releaseSlots(context, body));
  mountLeases(api, context);
}

function mountLeases(api: FastifyInstance, context: Context): void {
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
