import { addSeconds, type CleanupStatus } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { giveBack } from "./give-back.ts";
import {
  type CleanupMessageRow,
  deleteCleanupMessage,
  lockCleanupMessage,
  updateCleanupMessage,
} from "./queries.ts";
import { leaseEnd } from "./reserve-cleanup.ts";

/** Which reservation is meant, and of whose pool. */
export type Reservation = {
  readonly workPoolId: string;
  readonly messageId: string;
  readonly token: string;
};

export type SettledCleanup = {
  readonly status: CleanupStatus;
  readonly reason: string | null;
  readonly leaseExpiresAt?: string;
};

const ACCEPTED: SettledCleanup = { status: "accepted", reason: null };

// The worker that could not do it is given it again only when nobody else wanted it for so long.
const NOT_AGAIN_FOR_SECONDS = 10;

/** Notes that what was to be cleaned up is. */
export const acknowledgeCleanup = (context: Context, reservation: Reservation): Promise<SettledCleanup> =>
  settle(context, reservation, async (transaction, { id }) => {
    await deleteCleanupMessage(transaction, id);
    return ACCEPTED;
  });

/** Gives a message back that the worker could not deal with, for others to try, as long as there are attempts left. */
export const releaseCleanup = (
  context: Context,
  reservation: Reservation,
  { reason, workerName }: { reason: string; workerName: string },
): Promise<SettledCleanup> =>
  settle(context, reservation, async (transaction, message) => {
    const isOver = await giveBack(context, transaction, message, {
      reason,
      released_by: workerName,
      available_from: addSeconds(context.now(), NOT_AGAIN_FOR_SECONDS),
    });
    return isOver ? { status: "dead_lettered", reason: "max_delivery_attempts_reached" } : ACCEPTED;
  });

/** Prolongs a reservation while the worker is still at it. */
export const renewCleanup = (context: Context, reservation: Reservation): Promise<SettledCleanup> =>
  settle(context, reservation, async (transaction, { id }) => {
    const lease_expires_at = leaseEnd(context);
    await updateCleanupMessage(transaction, id, { lease_expires_at });
    return { ...ACCEPTED, leaseExpiresAt: lease_expires_at };
  });

/** Does it for the one who holds the reservation, and tells anybody else why not. */
async function settle(
  context: Context,
  { workPoolId, messageId, token }: Reservation,
  act: (transaction: Connection, message: CleanupMessageRow) => Promise<SettledCleanup>,
): Promise<SettledCleanup> {
  const settled = await context.db.write(async (transaction): Promise<SettledCleanup> => {
    const message = await lockCleanupMessage(transaction, messageId);
    if (!message) return { status: "not_found", reason: "message_not_found" };
    if (message.work_pool_id !== workPoolId) return { status: "unauthorized", reason: "work_pool_mismatch" };
    const { reservation_token: current, lease_expires_at: end } = message;
    if (current === null) return { status: "not_current", reason: "no_active_reservation" };
    if (current !== token) return { status: "invalid_token", reason: "reservation_token_mismatch" };
    if (end !== null && end <= context.now()) {
      await giveBack(context, transaction, message, { reason: "the reservation ran out" });
      return { status: "expired", reason: "lease_expired" };
    }
    return act(transaction, message);
  });
  // Others may take on what was given back.
  context.wakeReaders();
  return settled;
}
