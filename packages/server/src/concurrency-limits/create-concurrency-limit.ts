import {
  type ConcurrencyLimitCreate,
  type CreatedConcurrencyLimit,
  newId,
  ReeveError,
} from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { concurrencyLimitEvent } from "./concurrency-limit-event.ts";
import { insertLimit, type LimitRow } from "./queries.ts";

// Assumed of a limit of which nothing is known yet: enough for callers to spread, not long enough to hold them up.
const FIRST_OCCUPANCY_SECONDS = 2;

/** Creates a concurrency limit; refuses a name that is taken. */
export async function createConcurrencyLimit(
  context: Context,
  given: ConcurrencyLimitCreate,
): Promise<CreatedConcurrencyLimit> {
  const created = await context.db.write((transaction) => insertNewLimit(context, transaction, given));
  if (!created) throw nameTakenError(given.name);
  context.wakeReaders();
  const { decayed_until: _, ...limit } = created;
  return { ...limit, active: limit.active !== 0 };
}

/** Creates a limit in a transaction of the caller's; undefined when its name is taken. */
export async function insertNewLimit(
  context: Context,
  transaction: Connection,
  given: ConcurrencyLimitCreate,
): Promise<LimitRow | undefined> {
  const now = context.now();
  const row: LimitRow = {
    id: newId(),
    created: now,
    updated: now,
    name: given.name,
    limit: given.limit,
    active: given.active === false ? 0 : 1,
    active_slots: given.active_slots ?? 0,
    denied_slots: given.denied_slots ?? 0,
    slot_decay_per_second: given.slot_decay_per_second ?? 0,
    avg_slot_occupancy_seconds: FIRST_OCCUPANCY_SECONDS,
    decayed_until: now,
  };
  if (!(await insertLimit(transaction, row))) return undefined;
  await appendEvents(transaction, [concurrencyLimitEvent("created", row, now)]);
  return row;
}

/** The error for a name that another limit has. */
export const nameTakenError = (name: string): ReeveError =>
  new ReeveError("already_exists", `There is a concurrency limit named "${name}" already.`);
