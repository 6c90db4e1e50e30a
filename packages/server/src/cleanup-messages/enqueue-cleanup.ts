import { type CleanupKind, newId } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { insertCleanupMessage } from "./queries.ts";

/** What is to be cleaned up, and where. */
export type Cleanup = {
  readonly workPoolId: string;
  readonly workQueueId: string | null;
  readonly kind: CleanupKind;
  /** The same for the same cleanup: it is asked for once. */
  readonly key: string;
  readonly target: Readonly<Record<string, unknown>>;
};

/**
 * Asks the workers of a pool to clean something up, in the transaction of what made it necessary; whoever commits
 * wakes the readers.
 */
export async function enqueueCleanup(
  context: Context,
  transaction: Connection,
  { workPoolId, workQueueId, kind, key, target }: Cleanup,
): Promise<void> {
  await insertCleanupMessage(transaction, {
    id: newId(),
    created: context.now(),
    work_pool_id: workPoolId,
    work_queue_id: workQueueId,
    idempotency_key: key,
    kind,
    target: JSON.stringify(target),
    data: "{}",
    delivery_count: 0,
    reservation_token: null,
    lease_expires_at: null,
    released_by: null,
    available_from: null,
  });
}
