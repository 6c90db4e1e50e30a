import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { concurrencyLimitEvent } from "./concurrency-limit-event.ts";
import { deleteLimit, type LimitKey, type LimitRow, lockLimit, lockOwnLimitsOfFlow } from "./queries.ts";
import { noLimitError } from "./read-concurrency-limits.ts";

/** Deletes a concurrency limit; leases that held slots of it stay, and hold those of other limits still. */
export async function deleteConcurrencyLimit(context: Context, key: LimitKey): Promise<void> {
  const isDeleted = await context.db.write((transaction) => deleteLimitIfAny(context, transaction, key));
  if (!isDeleted) throw noLimitError(key);
  context.wakeReaders();
}

/** The same in a transaction of the caller's; false when there is no such limit. */
export async function deleteLimitIfAny(
  context: Context,
  transaction: Connection,
  key: LimitKey,
): Promise<boolean> {
  const row = await lockLimit(transaction, key);
  if (row) await deleteLockedLimit(context, transaction, row);
  return row !== undefined;
}

/** Deletes the limits that deployments of a flow have of their own; those that they share stay. */
export async function deleteOwnLimitsOfFlow(
  context: Context,
  transaction: Connection,
  flowId: string,
): Promise<void> {
  for (const row of await lockOwnLimitsOfFlow(transaction, flowId)) {
    await deleteLockedLimit(context, transaction, row);
  }
}

/** The same of a limit that the caller's transaction has locked. */
export async function deleteLockedLimit(
  context: Context,
  transaction: Connection,
  row: LimitRow,
): Promise<void> {
  await deleteLimit(transaction, row.id);
  await appendEvents(transaction, [concurrencyLimitEvent("deleted", row, context.now())]);
}
