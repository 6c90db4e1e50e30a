import type { Connection } from "../db/database.ts";
import { type LimitRow, selectLeasedSlots } from "./queries.ts";
import type { LimitInUse } from "./slot-arithmetic.ts";

/** The limits with what live leases hold of them. */
export async function withLeasedSlots(
  connection: Connection,
  limits: readonly LimitRow[],
  now: string,
): Promise<LimitInUse[]> {
  const leased = await selectLeasedSlots(
    connection,
    limits.map(({ id }) => id),
    now,
  );
  return limits.map((limit) => ({ ...limit, leased_slots: leased.get(limit.id) ?? 0 }));
}
