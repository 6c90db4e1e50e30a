import { type FlowRunInputCreate, newId, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { notFoundError } from "../not-found.ts";
import { hasFlowRun, insertFlowRunInput, upsertFlowRunInput } from "./queries.ts";

/** Sends a value to a flow run, under a key that it does not have yet. */
export async function createFlowRunInput(
  context: Context,
  flowRunId: string,
  given: FlowRunInputCreate,
): Promise<void> {
  await context.db.write(async (transaction) => {
    if (!(await hasFlowRun(transaction, flowRunId))) throw notFoundError("flow run", flowRunId);
    if (await insertFlowRunInput(transaction, newRow(context, flowRunId, given))) return;
    throw new ReeveError("already_exists", `The flow run has an input under the key ${given.key} already.`);
  });
}

/** Puts a value under a key of a flow run, in the place of one that is there, in a transaction of the caller's. */
export const setFlowRunInput = (
  context: Context,
  transaction: Connection,
  flowRunId: string,
  given: FlowRunInputCreate,
): Promise<void> => upsertFlowRunInput(transaction, newRow(context, flowRunId, given));

function newRow(context: Context, flowRunId: string, { key, value, sender }: FlowRunInputCreate) {
  const now = context.now();
  return {
    id: newId(),
    created: now,
    updated: now,
    flow_run_id: flowRunId,
    key,
    value,
    sender: sender ?? null,
  };
}
