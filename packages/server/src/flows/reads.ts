import * as endpoints from "@reeve/protocol/flows";
import { type Read, read } from "../http/reads.ts";
import { pageOf, paginateText } from "../pagination.ts";
import { countFlows, listFlowTexts } from "./read-flows.ts";

/** Lists and counts of flows. */
export const flowReads: readonly Read[] = [
  read(endpoints.listFlows, (context, { body }) =>
    listFlowTexts(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countFlows, (context, { body }) => countFlows(context, body)),
  read(endpoints.paginateFlows, (context, { body }) =>
    paginateText(
      context,
      body,
      (page) => listFlowTexts(context, body, { sort: body.sort, ...page }),
      () => countFlows(context, body),
    ),
  ),
];
