import type { TagLimit } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { type LimitRow, selectTaskRunHolders } from "./queries.ts";

export const TAG_PREFIX = "tag:";

/** The name of the limit on a tag's task runs. */
export const tagLimitName = (tag: string): string => TAG_PREFIX + tag;

/** Limits of tags, with the task runs that hold their slots. */
export async function toTagLimits(
  connection: Connection,
  limits: readonly LimitRow[],
  now: string,
): Promise<TagLimit[]> {
  if (limits.length === 0) return [];
  const ids = limits.map(({ id }) => id);
  const holders = Map.groupBy(
    await selectTaskRunHolders(connection, ids, now),
    ({ concurrency_limit_id }) => concurrency_limit_id,
  );
  return limits.map(({ id, created, updated, name, limit }) => ({
    id,
    created,
    updated,
    tag: name.slice(TAG_PREFIX.length),
    concurrency_limit: limit,
    active_slots: [...new Set(holders.get(id)?.map(({ holder_id }) => holder_id))],
  }));
}
