import { type ConcurrencyLimit, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { notFoundError } from "../not-found.ts";
import { isUuid } from "../uuid.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { type LimitKey, selectLimit, selectLimits, selectLimitsByIds } from "./queries.ts";
import { type LimitInUse, takenSlots } from "./slot-arithmetic.ts";

/** What a segment of a path addresses: an id if it can be one, else a name. */
export const limitKeyOf = (idOrName: string): LimitKey =>
  isUuid(idOrName) ? { id: idOrName.toLowerCase() } : { name: idOrName };

/** One concurrency limit with the number of its slots that are taken now. */
export async function getConcurrencyLimit({ db, now }: Context, key: LimitKey): Promise<ConcurrencyLimit> {
  const row = await selectLimit(db.reader, key);
  if (!row) throw noLimitError(key);
  const [limit] = await withLeasedSlots(db.reader, [row], now());
  return toConcurrencyLimit(limit!, now());
}

/** The concurrency limits by their names. */
export async function listConcurrencyLimits(
  { db, now }: Context,
  page: { limit: number; offset: number },
): Promise<ConcurrencyLimit[]> {
  const limits = await withLeasedSlots(db.scanner, await selectLimits(db.scanner, page), now());
  return limits.map((limit) => toConcurrencyLimit(limit, now()));
}

/** The concurrency limits of these ids, for operations of other nouns that answer with them. */
export async function getConcurrencyLimits(
  connection: Connection,
  ids: readonly string[],
  now: string,
): Promise<Map<string, ConcurrencyLimit>> {
  if (ids.length === 0) return new Map();
  const limits = await withLeasedSlots(connection, await selectLimitsByIds(connection, ids), now);
  return new Map(limits.map((limit) => [limit.id, toConcurrencyLimit(limit, now)]));
}

/** The error for a limit that is not there. */
export const noLimitError = (key: LimitKey): ReeveError =>
  "id" in key
    ? notFoundError("concurrency limit", key.id)
    : new ReeveError("not_found", `There is no concurrency limit named "${key.name}".`);

const toConcurrencyLimit = (limit: LimitInUse, now: string): ConcurrencyLimit => ({
  id: limit.id,
  created: limit.created,
  updated: limit.updated,
  active: limit.active !== 0,
  name: limit.name,
  limit: limit.limit,
  active_slots: takenSlots(limit, now),
  slot_decay_per_second: limit.slot_decay_per_second,
});
