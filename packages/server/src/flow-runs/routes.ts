import { MOST_AT_ONCE } from "@reeve/protocol/filters";
import * as endpoints from "@reeve/protocol/flow-runs";
import { deleteFlow, deleteFlows } from "@reeve/protocol/flows";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { createFlowRun } from "./create-flow-run.ts";
import { deleteFlowRun } from "./delete-flow-run.ts";
import { deleteFlowRuns } from "./delete-flow-runs.ts";
import { deleteFlowWithRuns } from "./delete-flow-with-runs.ts";
import { deleteFlowsWithRuns } from "./delete-flows-with-runs.ts";
import { downloadFlowRunLogs } from "./download-flow-run-logs.ts";
import { getFlowRun, getFlowRunState, listFlowRunStates } from "./read-flow-runs.ts";
import { resumeFlowRun } from "./resume-flow-run.ts";
import { type SetStateOutcome, setFlowRunState } from "./set-flow-run-state.ts";
import { setFlowRunStates } from "./set-flow-run-states.ts";
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
    return answerOutcome(await setFlowRunState(context, params.id, body.state, policy, caller));
  });
  mount(api, endpoints.resumeFlowRun, async ({ params, body, caller }) =>
    answerOutcome(await resumeFlowRun(context, params.id, body.run_input, caller)),
  );
  mount(api, endpoints.getFlowRunState, ({ params }) => getFlowRunState(context, params.id));
  mount(api, endpoints.listFlowRunStates, ({ query }) => listFlowRunStates(context, query.flow_run_id));
  mount(api, endpoints.downloadFlowRunLogs, async ({ params }) => {
    const { name, lines } = await downloadFlowRunLogs(context, params.id);
    return new Answer(200, lines, { "content-disposition": attachment(`${name}-logs.csv`) });
  });
  mountBulk(api, context);
}

function mountBulk(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.setFlowRunStates, async ({ body, caller }) => {
    const selection = { filter: body.flow_runs, limit: body.limit ?? MOST_AT_ONCE };
    const policy = body.force ? "minimal" : "core";
    return {
      results: await setFlowRunStates(context, selection, body.state, policy, caller),
    };
  });
  mount(api, endpoints.deleteFlowRuns, async ({ body }) => ({
    deleted: await deleteFlowRuns(context, body.flow_runs, body.limit ?? MOST_AT_ONCE),
  }));
  mount(api, deleteFlows, async ({ body }) => ({
    deleted: await deleteFlowsWithRuns(context, body.flows, body.limit ?? MOST_AT_ONCE),
  }));
}

/** 201 says that a state was written, 200 that none was. */
const answerOutcome = ({ result, isWritten }: SetStateOutcome) => new Answer(isWritten ? 201 : 200, result);

/** A header that names the file an answer is to be stored in; clients too old for its second form take the first. */
const attachment = (name: string): string =>
  `attachment; filename="flow-run-logs.csv"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*!]/g, percentEncoded)}`;

const percentEncoded = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
