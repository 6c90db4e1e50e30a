import * as endpoints from "@reeve/protocol/concurrency-limits";
import * as tagEndpoints from "@reeve/protocol/tag-limits";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { createConcurrencyLimit } from "./create-concurrency-limit.ts";
import { createTagLimit } from "./create-tag-limit.ts";
import { deleteConcurrencyLimit } from "./delete-concurrency-limit.ts";
import { deleteTagLimit } from "./delete-tag-limit.ts";
import { getConcurrencyLimit, limitKeyOf, listConcurrencyLimits } from "./read-concurrency-limits.ts";
import { getTagLimit, listTagLimits } from "./read-tag-limits.ts";
import { releaseLease } from "./release-lease.ts";
import { releaseSlots } from "./release-slots.ts";
import { releaseTagSlots } from "./release-tag-slots.ts";
import { renewLease } from "./renew-lease.ts";
import { resetTagLimit } from "./reset-tag-limit.ts";
import { takeSlots } from "./take-slots.ts";
import { takeSlotsWithLease } from "./take-slots-with-lease.ts";
import { takeTagSlots } from "./take-tag-slots.ts";
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
  mountTagLimits(api, context);
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

/** The limits of tags, which are limits like all others behind calls of their own. */
function mountTagLimits(api: FastifyInstance, context: Context): void {
  mount(api, tagEndpoints.createTagLimit, async ({ body }) => {
    const { tagLimit, isNew } = await createTagLimit(context, body);
    return new Answer(isNew ? 201 : 200, tagLimit);
  });
  for (const endpoint of [tagEndpoints.getTagLimit, tagEndpoints.getTagLimitByTag] as const) {
    mount(api, endpoint, ({ params }) => getTagLimit(context, params));
  }
  for (const endpoint of [tagEndpoints.deleteTagLimit, tagEndpoints.deleteTagLimitByTag] as const) {
    mount(api, endpoint, async ({ params }) => {
      await deleteTagLimit(context, params);
      return null;
    });
  }
  mount(api, tagEndpoints.listTagLimits, ({ body }) => listTagLimits(context, pageOf(context, body)));
  mount(api, tagEndpoints.resetTagLimit, async ({ params, body }) => {
    await resetTagLimit(context, params.tag, body.slot_override ?? []);
    return null;
  });
  mount(api, tagEndpoints.takeTagSlots, ({ body }) => takeTagSlots(context, body.names, body.task_run_id));
  mount(api, tagEndpoints.releaseTagSlots, ({ body }) =>
    releaseTagSlots(context, body.names, body.task_run_id),
  );
}
