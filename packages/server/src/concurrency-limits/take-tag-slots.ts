import { type MinimalConcurrencyLimit, newId, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { TagLimit } from "../orchestration/task-run-transition.ts";
import { holdSlots } from "./hold-slots.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { toMinimalLimit } from "./offer-slots.ts";
import { lockLimits, selectSlotsHeldByTaskRun } from "./queries.ts";
import { type LimitInUse, retryAfterSeconds, takenSlots } from "./slot-arithmetic.ts";
import { tagLimitName } from "./tag-limit.ts";

export type LockedTagLimit = TagLimit & { readonly inUse: LimitInUse };

/** Takes a slot of each of the tags' limits for a task run, or of none; a slot that it holds already is enough. */
export async function takeTagSlots(
  context: Context,
  tags: readonly string[],
  taskRunId: string,
): Promise<MinimalConcurrencyLimit[]> {
  return context.db.write(async (transaction) => {
    const limits = await lockTagLimits(context, transaction, tags, taskRunId);
    const closed = limits.find(({ limit }) => limit === 0);
    if (closed) {
      const message = `The limit "${closed.name}" is 0, so that no slot of it will ever be free.`;
      throw new ReeveError("slots_taken", message);
    }
    const full = limits.find(({ isHeld, freeSlots }) => !isHeld && freeSlots < 1);
    if (full) {
      const { retryAfterSeconds } = full;
      throw new ReeveError("slots_taken", "Locked", { details: { retryAfterSeconds } });
    }
    await holdTagSlots(context, transaction, taskRunId, limits);
    return limits.map(({ inUse }) => toMinimalLimit(inUse));
  });
}

/** The limits that are switched on for these tags; nobody else takes their slots until the transaction ends. */
export async function lockTagLimits(
  context: Context,
  transaction: Connection,
  tags: readonly string[],
  taskRunId: string,
): Promise<LockedTagLimit[]> {
  if (tags.length === 0) return [];
  const now = context.now();
  const names = tags.map(tagLimitName);
  const rows = (await lockLimits(transaction, names)).filter(({ active }) => active !== 0);
  if (rows.length === 0) return [];
  const limits = await withLeasedSlots(transaction, rows, now);
  const held = await selectSlotsHeldByTaskRun(transaction, taskRunId, names);
  const longestSeconds = context.settings.serverTasksTagConcurrencySlotWaitSeconds;
  return limits.map((inUse) => ({
    name: inUse.name,
    limit: inUse.limit,
    freeSlots: inUse.limit - takenSlots(inUse, now),
    isHeld: held.some(({ id }) => id === inUse.id),
    retryAfterSeconds: retryAfterSeconds(inUse, 1, { now, longestSeconds, random: Math.random() }),
    inUse,
  }));
}

/** Gives a task run a slot of each of these limits of which it has none, until it is given back. */
export async function holdTagSlots(
  context: Context,
  transaction: Connection,
  taskRunId: string,
  limits: readonly Pick<LockedTagLimit, "isHeld" | "inUse">[],
): Promise<void> {
  const missing = limits.filter(({ isHeld }) => !isHeld).map(({ inUse }) => inUse);
  if (missing.length === 0) return;
  // Nobody renews the lease of a task run that the server orchestrates: it ends with the run.
  const lease = { id: newId(), seconds: null, holder: { type: "task_run", id: taskRunId } } as const;
  await holdSlots(transaction, lease, missing, { slots: 1, now: context.now() });
}
