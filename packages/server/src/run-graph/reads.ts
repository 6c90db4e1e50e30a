import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/run-graph";
import { type Read, read } from "../http/reads.ts";
import { getRunGraph } from "./get-run-graph.ts";
import { listDependencies } from "./list-dependencies.ts";

/** The graph of a flow run. */
export const runGraphReads: readonly Read[] = [
  read(endpoints.getRunGraph, (context, { params, query }) =>
    getRunGraph(context, params.id, query.since && parseTimestamp(query.since)),
  ),
  read(endpoints.listDependencies, (context, { params }) => listDependencies(context, params.id)),
];
