import type { ReadContext } from "../context.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { selectLimitsByIds, selectLimitsByNames } from "./queries.ts";
import { takenSlots } from "./slot-arithmetic.ts";
import { tagLimitName } from "./tag-limit.ts";

/** A limit that is on, with how many of its slots are taken now. */
export type LimitUse = {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  readonly taken: number;
};

/** Those of the limits that are there and on, for operations that say who waits for them. */
export async function findLimits(
  { db, now }: ReadContext,
  which: { ids: readonly string[] } | { tags: readonly string[] },
): Promise<LimitUse[]> {
  const wanted = "ids" in which ? which.ids : which.tags;
  if (wanted.length === 0) return [];
  const rows =
    "ids" in which
      ? await selectLimitsByIds(db.reader, which.ids)
      : await selectLimitsByNames(db.reader, which.tags.map(tagLimitName));
  const time = now();
  const limits = await withLeasedSlots(db.reader, rows, time);
  return limits
    .filter(({ active }) => active !== 0)
    .map((limit) => ({ id: limit.id, name: limit.name, limit: limit.limit, taken: takenSlots(limit, time) }));
}
