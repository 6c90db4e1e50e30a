import { type Action, addSeconds, type OrchestrationResult, type StateCreate } from "@reeve/protocol";
import { deleteFlowRun } from "../../flow-runs/delete-flow-run.ts";
import { resumeFlowRun } from "../../flow-runs/resume-flow-run.ts";
import { setFlowRunState } from "../../flow-runs/set-flow-run-state.ts";
import { type Acting, flowRunOf, target } from "./acting.ts";
import { ActionFailed, type ActionResult } from "./action-failed.ts";

// As long as people that suspend runs by hand have to resume them.
const SUSPENDED_SECONDS = 3_600;

/** Asks a flow run to stop; one that has not begun is cancelled at once. */
export const cancelRun = (acting: Acting): Promise<ActionResult> =>
  propose(acting, { type: "CANCELLING" }, false, ["CANCELLING", "CANCELLED"]);

/** Lets a flow run leave its process until somebody resumes it. */
export const suspendRun = (acting: Acting): Promise<ActionResult> =>
  propose(acting, {
    type: "PAUSED",
    name: "Suspended",
    state_details: {
      pause_reschedule: true,
      pause_timeout: addSeconds(acting.context.now(), SUSPENDED_SECONDS),
    },
  });

/** Proposes a state for a flow run. */
export const changeRunState = (
  acting: Acting,
  { state, name, message, force }: Extract<Action, { type: "change-flow-run-state" }>,
): Promise<ActionResult> =>
  propose(
    acting,
    { type: state, ...(name !== null && { name }), ...(message !== null && { message }) },
    force,
  );

/** Lets a paused flow run go on. */
export async function resumeRun(acting: Acting): Promise<ActionResult> {
  const id = flowRunOf(acting);
  const { result } = await resumeFlowRun(acting.context, id);
  return accepted(id, result);
}

/** Deletes a flow run with all that belongs to it. */
export async function deleteRun(acting: Acting): Promise<ActionResult> {
  const id = flowRunOf(acting);
  await deleteFlowRun(acting.context, id);
  return { related: [target("flow-run", id)] };
}

async function propose(
  acting: Acting,
  state: StateCreate,
  force = false,
  reached: readonly string[] = [],
): Promise<ActionResult> {
  const id = flowRunOf(acting);
  const policy = force ? "minimal" : "core";
  const { result } = await setFlowRunState(acting.context, id, state, policy);
  // What the action was to bring about may be there by another way than the proposed one.
  if (result.state && reached.includes(result.state.type)) return { related: [target("flow-run", id)] };
  return accepted(id, result);
}

function accepted(id: string, { status, details }: OrchestrationResult): ActionResult {
  const result = { related: [target("flow-run", id)] };
  if (status === "ACCEPT") return result;
  const reason = "reason" in details && details.reason ? `: ${details.reason}` : ".";
  throw new ActionFailed(`The flow run did not take the state (${status})${reason}`, result);
}
