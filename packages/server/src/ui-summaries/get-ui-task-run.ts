import type { UiTaskRun } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { getTaskRun } from "../task-runs/read-task-runs.ts";
import { selectFlowRunName } from "./queries.ts";

/** A task run with the name of its flow run, if it has one. */
export async function getUiTaskRun(context: Context, id: string): Promise<UiTaskRun> {
  const taskRun = await getTaskRun(context, id);
  const { flow_run_id: flowRunId } = taskRun;
  const name = flowRunId === null ? undefined : await selectFlowRunName(context.db.reader, flowRunId);
  return { ...taskRun, flow_run_name: name ?? null };
}
