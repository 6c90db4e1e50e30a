import * as endpoints from "@reeve/protocol/flows";
import { type Read, read } from "../http/reads.ts";
import { pageOf, paginate } from "../pagination.ts";
import { countFlows, listFlows } from "./read-flows.ts";

/** Lists and counts of flows. */
export const flowReads: readonly Read[] = [
  read(endpoints.listFlows, (context, { body }) =>
    listFlows(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countFlows, (context, { body }) => countFlows(context, body)),
  read(endpoints.paginateFlows, (context, { body }) =>
    paginate(
      context,
      body,
      (page) => listFlows(context, body, { sort: body.sort, ...page }),
      () => countFlows(context, body),
    ),
  ),
];
