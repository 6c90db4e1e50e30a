import * as endpoints from "@reeve/protocol/run-page";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { getRunOverview } from "./get-run-overview.ts";

/** Serves the head of a run's page. */
export function mountRunPage(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.getRunOverview, ({ params }) => getRunOverview(context, params.id));
}
