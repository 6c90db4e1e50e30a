import type { StateCreate, Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { endChildren } from "../flow-runs/end-children.ts";
import { selectCancelledWithChildren } from "./queries.ts";

const BATCH = 100;

const CANCELLED: StateCreate = {
  type: "CANCELLED",
  message: "The flow run that started it was cancelled.",
};

/** Cancels what runs had started that were cancelled since a time; false when there may be more of them. */
export async function endChildrenOfCancelledRuns(context: Context, since: Timestamp): Promise<boolean> {
  const ids = await selectCancelledWithChildren(context.db.scanner, since, BATCH);
  for (const id of ids) await endChildren(context, id, CANCELLED);
  return ids.length < BATCH;
}
