import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { concurrencyLimitEvent } from "./concurrency-limit-event.ts";
import { deleteLimit, type LimitKey, lockLimit } from "./queries.ts";
import { noLimitError } from "./read-concurrency-limits.ts";

/** Deletes a concurrency limit; leases that held slots of it stay, and hold those of other limits still. */
export async function deleteConcurrencyLimit(context: Context, key: LimitKey): Promise<void> {
  const isDeleted = await context.db.write((transaction) => deleteLimitIfAny(context, transaction, key));
  if (!isDeleted) throw noLimitError(key);
  context.wakeReaders();
}

/** Deletes a limit in a transaction of the caller's; false when there is none. */
export async function deleteLimitIfAny(
  context: Context,
  transaction: Connection,
  key: LimitKey,
): Promise<boolean> {
  const row = await lockLimit(transaction, key);
  if (!row) return false;
  await deleteLimit(transaction, row.id);
  await appendEvents(transaction, [concurrencyLimitEvent("deleted", row, context.now())]);
  return true;
}
