import { ReeveError, type StateCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { currentStateOf } from "../states/state-row.ts";
import { selectFlowRun } from "./queries.ts";
import { type SetStateOutcome, setFlowRunState } from "./set-flow-run-state.ts";

/** Lets a paused run go on: in its process, or, when it was suspended, as a new scheduled attempt. */
export async function resumeFlowRun(context: Context, id: string): Promise<SetStateOutcome> {
  const row = await selectFlowRun(context.db.reader, id);
  if (!row) throw notFoundError("flow run", id);
  const current = currentStateOf(row);
  if (current?.type !== "PAUSED") {
    const reason = "The run is not paused, so there is nothing to resume.";
    return {
      result: { state: null, status: "ABORT", details: { type: "abort_details", reason } },
      isWritten: false,
    };
  }
  if (current.state_details.run_input_keyset) {
    throw new ReeveError(
      "unprocessable",
      "The run waits for input, which this server cannot store yet; nothing was changed. Cancel it, or run it again with the input as a parameter.",
    );
  }
  const proposed: StateCreate = current.state_details.pause_reschedule
    ? { type: "SCHEDULED", name: "Resuming" }
    : { type: "RUNNING" };
  return setFlowRunState(context, id, proposed);
}
