import { addSeconds, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { updateLeaseExpiry } from "./queries.ts";

const DEFAULT_LEASE_SECONDS = 300;

/** Extends a lease from now on; throws `lease_gone` when it has run out or was given back. */
export async function renewLease(
  context: Context,
  id: string,
  seconds = DEFAULT_LEASE_SECONDS,
): Promise<void> {
  const isRenewed = await context.db.write((transaction) => {
    const now = context.now();
    return updateLeaseExpiry(transaction, id, now, addSeconds(now, seconds));
  });
  if (!isRenewed) throw new ReeveError("lease_gone", `The lease ${id} has run out or was given back.`);
}
