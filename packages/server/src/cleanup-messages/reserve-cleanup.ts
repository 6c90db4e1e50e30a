import { randomBytes } from "node:crypto";
import { addSeconds } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { CleanupTaker } from "./cleanup-taker.ts";
import { type CleanupMessageRow, hasFreeMessage, lockFreeMessage, updateCleanupMessage } from "./queries.ts";

/** A message that one worker alone works at, until its lease runs out. */
export type ReservedCleanup = CleanupMessageRow & { reservation_token: string; lease_expires_at: string };

/** Reserves the next message for a worker; undefined when there is none for it. */
export async function reserveCleanup(
  context: Context,
  taker: CleanupTaker,
): Promise<ReservedCleanup | undefined> {
  // Asked often, and nearly always in vain.
  if (!(await hasFreeMessage(context.db.reader, taker, context.now()))) return undefined;
  return context.db.write(async (transaction) => {
    const now = context.now();
    const message = await lockFreeMessage(transaction, taker, now);
    if (!message) return undefined;
    const changes = {
      delivery_count: message.delivery_count + 1,
      reservation_token: randomBytes(24).toString("base64url"),
      lease_expires_at: leaseEnd(context),
    };
    await updateCleanupMessage(transaction, message.id, changes);
    return { ...message, ...changes };
  });
}

/** Until when a reservation holds that is made or renewed now. */
export const leaseEnd = ({ now, settings }: Context): string =>
  addSeconds(now(), settings.serverWorkerChannelCleanupLeaseSeconds);
