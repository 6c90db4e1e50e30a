import { addSeconds, type MinimalConcurrencyLimit, newId, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { toMinimalLimit } from "./offer-slots.ts";
import { insertLease, type LimitRow, lockLimits, selectSlotsHeldByTaskRun } from "./queries.ts";
import { retryAfterSeconds, takenSlots } from "./slot-arithmetic.ts";
import { tagLimitName } from "./tag-limit.ts";

// Nobody renews the lease of a task run that the server orchestrates: it ends with the run.
const UNTIL_RELEASED_SECONDS = 100 * 365 * 86_400;

/** A limit that is switched on for a tag of a task run, as the run meets it. */
export type TagLimitInUse = {
  readonly row: LimitRow;
  readonly limit: number;
  readonly freeSlots: number;
  /** Whether the run holds a slot of it already. */
  readonly isHeld: boolean;
  /** When it is worth asking again. */
  readonly retryAfterSeconds: number;
};

/** Takes a slot of each of the tags' limits for a task run, or of none; a slot that it holds already is enough. */
export async function takeTagSlots(
  context: Context,
  tags: readonly string[],
  taskRunId: string,
): Promise<MinimalConcurrencyLimit[]> {
  const taken = await context.db.write(async (transaction) => {
    const limits = await lockTagLimits(context, transaction, tags, taskRunId);
    const closed = limits.find(({ limit }) => limit === 0);
    if (closed) throw closedTagError(closed.row);
    const full = limits.find(({ isHeld, freeSlots }) => !isHeld && freeSlots < 1);
    if (full)
      throw new ReeveError("slots_taken", "Locked", {
        details: { retryAfterSeconds: full.retryAfterSeconds },
      });
    const missing = limits.filter(({ isHeld }) => !isHeld);
    await holdTagSlots(
      context,
      transaction,
      taskRunId,
      missing.map(({ row }) => row.id),
    );
    return limits;
  });
  return taken.map(({ row }) => toMinimalLimit(row));
}

/** The limits that are switched on for these tags; nobody else takes their slots until the transaction ends. */
export async function lockTagLimits(
  context: Context,
  transaction: Connection,
  tags: readonly string[],
  taskRunId: string,
): Promise<TagLimitInUse[]> {
  if (tags.length === 0) return [];
  const now = context.now();
  const names = tags.map(tagLimitName);
  const rows = (await lockLimits(transaction, names)).filter(({ active }) => active !== 0);
  if (rows.length === 0) return [];
  const limits = await withLeasedSlots(transaction, rows, now);
  const held = await selectSlotsHeldByTaskRun(transaction, taskRunId, names);
  const longest = context.settings.serverTasksTagConcurrencySlotWaitSeconds;
  return limits.map((row) => ({
    row,
    limit: row.limit,
    freeSlots: row.limit - takenSlots(row, now),
    isHeld: held.some(({ id }) => id === row.id),
    retryAfterSeconds: retryAfterSeconds(row, 1, longest, Math.random()),
  }));
}

/** Gives a task run a slot of each of these limits until it is released, in a transaction of the caller's. */
export async function holdTagSlots(
  context: Context,
  transaction: Connection,
  taskRunId: string,
  limitIds: readonly string[],
): Promise<void> {
  if (limitIds.length === 0) return;
  const now = context.now();
  const lease = {
    id: newId(),
    created: now,
    expires: addSeconds(now, UNTIL_RELEASED_SECONDS),
    holder_type: "task_run",
    holder_id: taskRunId,
  };
  await insertLease(
    transaction,
    lease,
    limitIds.map((id) => ({ concurrency_limit_id: id, slots: 1 })),
  );
}

const closedTagError = ({ name }: LimitRow): ReeveError =>
  new ReeveError("slots_taken", `The limit "${name}" is 0, so that no slot of it will ever be free.`);
