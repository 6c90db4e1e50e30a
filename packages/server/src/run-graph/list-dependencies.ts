import { type DependencyResult, ReeveError, type TaskRun } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { getFlowRun } from "../flow-runs/read-flow-runs.ts";
import { listTaskRuns } from "../task-runs/read-task-runs.ts";

/** A flow run's task runs by their start, each with those whose results it takes. */
export async function listDependencies(context: ReadContext, flowRunId: string): Promise<DependencyResult[]> {
  const most = context.settings.serverGraphMaxNodes;
  const ofRun = { task_runs: { flow_run_id: { any_: [flowRunId] } } };
  const page = { sort: "EXPECTED_START_TIME_ASC", limit: most + 1, offset: 0 } as const;
  const [taskRuns] = await Promise.all([listTaskRuns(context, ofRun, page), getFlowRun(context, flowRunId)]);
  if (taskRuns.length > most) {
    throw new ReeveError("bad_request", `This run has more than ${most} task runs.`);
  }
  return taskRuns.map(toDependencyResult);
}

const toDependencyResult = (taskRun: TaskRun): DependencyResult => ({
  id: taskRun.id,
  name: taskRun.name,
  upstream_dependencies: upstreamOf(taskRun),
  state: taskRun.state,
  expected_start_time: taskRun.expected_start_time,
  start_time: taskRun.start_time,
  end_time: taskRun.end_time,
  total_run_time: taskRun.total_run_time,
  estimated_run_time: taskRun.estimated_run_time,
  untrackable_result: taskRun.state?.state_details.untrackable_result ?? false,
});

function upstreamOf({ task_inputs }: TaskRun): DependencyResult["upstream_dependencies"] {
  const sources = Object.values(task_inputs)
    .flat()
    .filter((source) => source.input_type === "task_run");
  return [...new Map(sources.map((source) => [source.id, source])).values()];
}
