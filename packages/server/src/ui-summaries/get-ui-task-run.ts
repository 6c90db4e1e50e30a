import type { UiTaskRun } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { getFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { getTaskRun } from "../task-runs/read-task-runs.ts";

/** A task run with the name of its flow run, if it has one. */
export async function getUiTaskRun(context: Context, id: string): Promise<UiTaskRun> {
  const taskRun = await getTaskRun(context, id);
  const [flowRun] = taskRun.flow_run_id === null ? [] : await getFlowRuns(context, [taskRun.flow_run_id]);
  return { ...taskRun, flow_run_name: flowRun?.name ?? null };
}
