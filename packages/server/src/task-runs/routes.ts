import * as endpoints from "@reeve/protocol/task-runs";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { Answer, mount } from "../http/mount.ts";
import { createTaskRun } from "./create-task-run.ts";
import { deleteTaskRun } from "./delete-task-run.ts";
import { getTaskRun, getTaskRunState, listTaskRunStates } from "./read-task-runs.ts";
import { setTaskRunState } from "./set-task-run-state.ts";
import { updateTaskRun } from "./update-task-run.ts";

/** Serves the task runs and their states. */
export function mountTaskRuns(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.createTaskRun, async ({ body }) => {
    const { taskRun, isNew } = await createTaskRun(context, body);
    return new Answer(isNew ? 201 : 200, taskRun);
  });
  mount(api, endpoints.updateTaskRun, async ({ params, body }) => {
    await updateTaskRun(context, params.id, body);
    return null;
  });
  mount(api, endpoints.getTaskRun, ({ params }) => getTaskRun(context, params.id));
  mount(api, endpoints.deleteTaskRun, async ({ params }) => {
    await deleteTaskRun(context, params.id);
    return null;
  });
  mount(api, endpoints.setTaskRunState, async ({ params, body }) => {
    const policy = body.force ? "minimal" : "core";
    const { result, isWritten } = await setTaskRunState(context, params.id, body.state, policy);
    return new Answer(isWritten ? 201 : 200, result);
  });
  mount(api, endpoints.getTaskRunState, ({ params }) => getTaskRunState(context, params.id));
  mount(api, endpoints.listTaskRunStates, ({ query }) => listTaskRunStates(context, query.task_run_id));
}
