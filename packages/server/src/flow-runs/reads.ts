import * as endpoints from "@reeve/protocol/flow-runs";
import { type Read, read } from "../http/reads.ts";
import { pageOf, paginateText } from "../pagination.ts";
import { countFlowRuns } from "./count-flow-runs.ts";
import { listFlowRunTexts } from "./read-flow-runs.ts";

/** Lists and counts of flow runs. */
export const flowRunReads: readonly Read[] = [
  read(endpoints.listFlowRuns, (context, { body }) =>
    listFlowRunTexts(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countFlowRuns, (context, { body }) => countFlowRuns(context, body)),
  read(endpoints.paginateFlowRuns, (context, { body }) =>
    paginateText(
      context,
      body,
      (page) => listFlowRunTexts(context, body, { sort: body.sort, ...page }),
      () => countFlowRuns(context, body),
    ),
  ),
];
