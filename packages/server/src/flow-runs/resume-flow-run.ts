import type { OrchestrationResult, State, StateCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { setFlowRunInput } from "../flow-run-inputs/create-flow-run-input.ts";
import { notFoundError } from "../not-found.ts";
import { type ClientVersions, UNKNOWN_CLIENT } from "../orchestration/proposing-client.ts";
import { currentStateOf } from "../states/state-row.ts";
import { lockFlowRun } from "./queries.ts";
import { type CheckedInput, type RunInput, readRunInput } from "./read-run-input.ts";
import { type SetStateOutcome, transitionFlowRun } from "./set-flow-run-state.ts";

/**
 * Lets a paused run go on: in its process, or, when it was suspended, as a new scheduled attempt. A run that waits
 * for input goes on only with one that fits, which it finds under the key that it waits for.
 */
export async function resumeFlowRun(
  context: Context,
  id: string,
  given: RunInput | null = null,
  client: ClientVersions = UNKNOWN_CLIENT,
): Promise<SetStateOutcome> {
  const outcome = await context.db.write((transaction) =>
    resume(context, transaction, { id, given, client }),
  );
  if (outcome.isWritten) context.wakeReaders();
  return outcome;
}

async function resume(
  context: Context,
  transaction: Connection,
  { id, given, client }: { id: string; given: RunInput | null; client: ClientVersions },
): Promise<SetStateOutcome> {
  const row = await lockFlowRun(transaction, id);
  if (!row) throw notFoundError("flow run", id);
  const current = currentStateOf(row);
  if (current?.type !== "PAUSED") {
    return refuse("ABORT", null, "The run is not paused, so there is nothing to resume.");
  }
  const { run_input_keyset: keyset, pause_reschedule: isSuspended } = current.state_details;
  let checked: CheckedInput = { input: null };
  if (keyset) checked = await readRunInput(transaction, id, keyset, given ?? {});
  if ("refusal" in checked) return refuse("REJECT", current, checked.refusal);
  const proposed: StateCreate = isSuspended ? { type: "SCHEDULED", name: "Resuming" } : { type: "RUNNING" };
  const outcome = await transitionFlowRun(context, transaction, id, proposed, "core", client);
  if (checked.input && outcome.result.status === "ACCEPT") {
    const { key, value } = checked.input;
    await setFlowRunInput(context, transaction, id, { key, value: JSON.stringify(value) });
  }
  return outcome;
}

function refuse(
  status: Extract<OrchestrationResult["status"], "ABORT" | "REJECT">,
  state: State | null,
  reason: string,
): SetStateOutcome {
  return { result: { state, status, details: { type: "abort_details", reason } }, isWritten: false };
}
