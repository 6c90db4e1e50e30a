import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { flowRunDeletedEvent } from "../events/flow-run-event.ts";
import { deleteScheduledRuns, type ScheduledRunsToDelete } from "./queries.ts";

/** Takes back, in a transaction of the caller's, runs of a deployment that have not started. */
export async function deleteScheduledFlowRuns(
  { now }: Context,
  transaction: Connection,
  deploymentId: string,
  which: ScheduledRunsToDelete,
): Promise<void> {
  const ids = await deleteScheduledRuns(transaction, deploymentId, which);
  const time = now();
  await appendEvents(
    transaction,
    ids.map((id) => flowRunDeletedEvent(id, time)),
  );
}
