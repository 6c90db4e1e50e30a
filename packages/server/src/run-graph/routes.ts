import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/run-graph";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { getRunGraph } from "./get-run-graph.ts";
import { listDependencies } from "./list-dependencies.ts";

/** Serves the graph of a flow run. */
export function mountRunGraph(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.getRunGraph, ({ params, query }) =>
    getRunGraph(context, params.id, query.since && parseTimestamp(query.since)),
  );
  mount(api, endpoints.listDependencies, ({ params }) => listDependencies(context, params.id));
}
