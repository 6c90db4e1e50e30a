import type { Context } from "../context.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { selectLimitsByIds } from "./queries.ts";
import { takenSlots } from "./slot-arithmetic.ts";

/** Those of the limits that are on and have no slot free, by their ids. */
export async function listFullLimits({ db, now }: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const time = now();
  const limits = await withLeasedSlots(db.reader, await selectLimitsByIds(db.reader, ids), time);
  return limits
    .filter((limit) => limit.active !== 0 && takenSlots(limit, time) >= limit.limit)
    .map(({ id }) => id);
}
