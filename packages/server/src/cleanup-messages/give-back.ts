import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { type CleanupMessageRow, deleteCleanupMessage, updateCleanupMessage } from "./queries.ts";

/**
 * Ends a reservation, so that a message can be taken on again, in a transaction of the caller's. When all attempts
 * have failed it is given up, with a line in the server's log; true when it was.
 */
export async function giveBack(
  context: Context,
  transaction: Connection,
  message: CleanupMessageRow,
  { reason, ...columns }: { reason: string } & Partial<CleanupMessageRow>,
): Promise<boolean> {
  if (message.delivery_count >= context.settings.serverWorkerChannelCleanupMaxDeliveryAttempts) {
    await deleteCleanupMessage(transaction, message.id);
    context.log.error("No worker could clean up, and nobody will try again; look for it yourself", {
      kind: message.kind,
      target: message.target,
      attempts: message.delivery_count,
      reason,
    });
    return true;
  }
  const changes = { reservation_token: null, lease_expires_at: null, ...columns };
  await updateCleanupMessage(transaction, message.id, changes);
  return false;
}
