import * as endpoints from "@reeve/protocol/flow-runs";
import { Maybe } from "@reeve/protocol/schema";
import { StateType } from "@reeve/protocol/states";
import { Type } from "@reeve/protocol/type-builder";
import { type Read, read } from "../http/reads.ts";
import { pageOf, paginateText } from "../pagination.ts";
import { countFlowRuns, countKeptFlowRuns } from "./count-flow-runs.ts";
import { listFlowRunTexts } from "./read-flow-runs.ts";

const OfTypes = Type.Object({ type: Maybe(Type.Object({ any_: Maybe(Type.Array(StateType)) })) });

/** Lists and counts of flow runs. */
export const flowRunReads: readonly Read[] = [
  read(endpoints.listFlowRuns, (context, { body }) =>
    listFlowRunTexts(context, body, { sort: body.sort, ...pageOf(context, body) }),
  ),
  read(endpoints.countFlowRuns, (context, { body }) => countFlowRuns(context, body), {
    asked: Type.Object({ flow_runs: Maybe(Type.Object({ state: Maybe(OfTypes) })) }),
    answer: (context, { flow_runs: flowRuns }) =>
      countKeptFlowRuns(context, flowRuns?.state?.type?.any_ ?? undefined),
  }),
  read(endpoints.paginateFlowRuns, (context, { body }) =>
    paginateText(
      context,
      body,
      (page) => listFlowRunTexts(context, body, { sort: body.sort, ...page }),
      () => countFlowRuns(context, body),
    ),
  ),
];
