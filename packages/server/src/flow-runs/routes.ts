import * as endpoints from "@reeve/protocol/flow-runs";
import { deleteFlow } from "@reeve/protocol/flows";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { pageOf, paginate } from "../pagination.ts";
import { createFlowRun } from "./create-flow-run.ts";
import { deleteFlowRun } from "./delete-flow-run.ts";
import { deleteFlowWithRuns } from "./delete-flow-with-runs.ts";
import {
  countFlowRuns,
  getFlowRun,
  getFlowRunState,
  listFlowRunStates,
  listFlowRuns,
} from "./read-flow-runs.ts";
import { resumeFlowRun } from "./resume-flow-run.ts";
import { type SetStateOutcome, setFlowRunState } from "./set-flow-run-state.ts";
import { updateFlowRun, updateFlowRunLabels } from "./update-flow-run.ts";

/** Serves the flow runs and their states. */
export function mountFlowRuns(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createFlowRun, async ({ body }) => {
    const { flowRun, isNew } = await createFlowRun(context, body);
    return new Answer(isNew ? 201 : 200, flowRun);
  });
  mount(api, endpoints.updateFlowRun, async ({ params, body }) => {
    await updateFlowRun(context, params.id, body);
    return null;
  });
  mount(api, endpoints.updateFlowRunLabels, async ({ params, body }) => {
    await updateFlowRunLabels(context, params.id, body);
    return null;
  });
  mount(api, endpoints.getFlowRun, ({ params }) => getFlowRun(context, params.id));
  mount(api, endpoints.deleteFlowRun, async ({ params }) => {
    await deleteFlowRun(context, params.id);
    return null;
  });
  mount(api, deleteFlow, async ({ params }) => {
    await deleteFlowWithRuns(context, params.id);
    return null;
  });
  mount(api, endpoints.setFlowRunState, async ({ params, body, caller }) => {
    const policy = body.force ? "minimal" : "core";
    return answerOutcome(await setFlowRunState(context, params.id, body.state, policy, caller.clientVersion));
  });
  mount(api, endpoints.resumeFlowRun, async ({ params, body }) =>
    answerOutcome(await resumeFlowRun(context, params.id, body.run_input)),
  );
  mount(api, endpoints.getFlowRunState, ({ params }) => getFlowRunState(context, params.id));
  mount(api, endpoints.listFlowRunStates, ({ query }) => listFlowRunStates(context, query.flow_run_id));
  mountLists(api, context);
}

function mountLists(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.listFlowRuns, ({ body }) =>
    listFlowRuns(context, body, { sort: body.sort, ...pageOf(context, body) }),
  );
  mount(api, endpoints.countFlowRuns, ({ body }) => countFlowRuns(context, body));
  mount(api, endpoints.paginateFlowRuns, ({ body }) =>
    paginate(
      context,
      body,
      (page) => listFlowRuns(context, body, { sort: body.sort, ...page }),
      () => countFlowRuns(context, body),
    ),
  );
}

/** 201 says that a state was written, 200 that none was. */
const answerOutcome = ({ result, isWritten }: SetStateOutcome) => new Answer(isWritten ? 201 : 200, result);
