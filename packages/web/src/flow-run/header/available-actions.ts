import type { FlowRun } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";

export type RunAction = "run-now" | "reschedule" | "pause" | "resume" | "cancel" | "retry" | "run-again";

type Given = Pick<FlowRun, "state_type" | "deployment_id" | "parent_task_run_id">;

/** What can be done with a run in its state, the most likely first; what needs a deployment only with one. */
export function availableActions({
  state_type: type,
  deployment_id,
  parent_task_run_id: parent,
}: Given): RunAction[] {
  const isDeployed = deployment_id !== null;
  const rerun: RunAction[] = isDeployed ? ["run-again"] : [];
  if (type === null || type === "PENDING") return ["cancel"];
  if (type === "SCHEDULED") return ["run-now", "reschedule", "cancel"];
  // Only a run that something can start again leaves its process, and a subflow goes with its parent.
  if (type === "RUNNING") return isDeployed && parent === null ? ["pause", "cancel"] : ["cancel"];
  if (type === "PAUSED") return ["resume", "cancel"];
  if (!isTerminal(type)) return [];
  return isDeployed && type !== "COMPLETED" ? ["retry", ...rerun] : rerun;
}
