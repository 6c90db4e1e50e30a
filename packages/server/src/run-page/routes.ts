import * as endpoints from "@reeve/protocol/run-page";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { pageOf } from "../pagination.ts";
import { getRunOverview } from "./get-run-overview.ts";
import { listRunRows } from "./list-run-rows.ts";
import { withIdPrefix } from "./with-id-prefix.ts";

/** Serves the run list of the UI, and the head of a run's page. */
export function mountRunPage(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.getRunOverview, ({ params }) => getRunOverview(context, params.id));
  mount(api, endpoints.listRunRows, async ({ body: { id_prefix: prefix, ...body } }) => {
    const filters = prefix === undefined ? body : await withIdPrefix(context, body, prefix);
    return await listRunRows(context, filters, {
      ...pageOf(context, body),
      sort: body.sort,
      points: body.points,
    });
  });
}
