import type { ConcurrencyLimitUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { concurrencyLimitEvent } from "./concurrency-limit-event.ts";
import { nameTakenError } from "./create-concurrency-limit.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { type LimitKey, type LimitRow, lockLimit, selectLimit, updateLimit } from "./queries.ts";
import { noLimitError } from "./read-concurrency-limits.ts";
import { settledSlots } from "./slot-arithmetic.ts";

/** Changes what is given of a concurrency limit. */
export async function updateConcurrencyLimit(
  context: Context,
  key: LimitKey,
  given: ConcurrencyLimitUpdate,
): Promise<void> {
  await context.db.write(async (transaction) => {
    const before = await lockLimit(transaction, key);
    if (!before) throw noLimitError(key);
    await updateLockedLimit(context, transaction, before, given);
  });
  context.wakeReaders();
}

/** The same of a limit that the caller's transaction has locked; answers what became of it. */
export async function updateLockedLimit(
  context: Context,
  transaction: Connection,
  before: LimitRow,
  given: ConcurrencyLimitUpdate,
): Promise<LimitRow> {
  const now = context.now();
  const { name, limit, active, active_slots, denied_slots, slot_decay_per_second } = given;
  if (name != null && name !== before.name && (await selectLimit(transaction, { name }))) {
    throw nameTakenError(name);
  }
  const [inUse] = await withLeasedSlots(transaction, [before], now);
  const changes: Partial<LimitRow> = {
    // What decayed so far did so at the old rate.
    ...settledSlots(inUse!, now),
    ...(name != null && { name }),
    ...(limit != null && { limit }),
    ...(active != null && { active: active ? 1 : 0 }),
    // Slots under a lease are counted besides.
    ...(active_slots != null && { active_slots: active_slots - inUse!.leased_slots }),
    ...(denied_slots != null && { denied_slots }),
    ...(slot_decay_per_second != null && { slot_decay_per_second }),
    updated: now,
  };
  const after = { ...before, ...changes };
  await updateLimit(transaction, before.id, changes);
  await appendEvents(transaction, [concurrencyLimitEvent("updated", after, now)]);
  return after;
}
