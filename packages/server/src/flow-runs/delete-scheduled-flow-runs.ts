import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { flowRunDeletedEvent } from "../events/flow-run-event.ts";
import { deleteAutoScheduledFlowRuns } from "./queries.ts";

/**
 * Takes back, in a transaction of the caller's, the runs that schedules of a deployment made and that have not
 * started. Those that wait for a concurrency slot have been asked for already: `keepsWaiting` leaves them.
 */
export async function deleteScheduledFlowRuns(
  { now }: Context,
  transaction: Connection,
  deploymentId: string,
  { keepsWaiting = false }: { keepsWaiting?: boolean } = {},
): Promise<void> {
  const ids = await deleteAutoScheduledFlowRuns(transaction, deploymentId, keepsWaiting);
  const time = now();
  await appendEvents(
    transaction,
    ids.map((id) => flowRunDeletedEvent(id, time)),
  );
}
