import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type {
  ConcurrencyLeaseSlotsTable,
  ConcurrencyLeasesTable,
  ConcurrencyLimitsTable,
} from "../db/schema/concurrency-limits.ts";
import { updateRow } from "../db/update-row.ts";

export type LimitRow = ConcurrencyLimitsTable;

/** What a limit is addressed by. */
export type LimitKey = { id: string } | { name: string };

const limitOf = (db: Connection, key: LimitKey) =>
  "id" in key
    ? db.selectFrom("concurrency_limits").selectAll().where("id", "=", key.id)
    : db.selectFrom("concurrency_limits").selectAll().where("name", "=", key.name);

export const selectLimit = (db: Connection, key: LimitKey): Promise<LimitRow | undefined> =>
  limitOf(db, key).executeTakeFirst();

/** The limit; nobody else changes it or takes its slots until the transaction ends. */
export const lockLimit = (db: Connection, key: LimitKey): Promise<LimitRow | undefined> =>
  lockRows(db, limitOf(db, key), "concurrency_limits").executeTakeFirst();

/** The limits of these names, in the order of their ids so that two takers never wait for each other. */
export const lockLimits = (db: Connection, names: readonly string[]): Promise<LimitRow[]> =>
  lockRows(
    db,
    db.selectFrom("concurrency_limits").selectAll().where("name", "in", names).orderBy("id"),
    "concurrency_limits",
  ).execute();

/** The limits that deployments of a flow have of their own, named after them. */
export const lockOwnLimitsOfFlow = (db: Connection, flowId: string): Promise<LimitRow[]> =>
  lockRows(
    db,
    db
      .selectFrom("concurrency_limits")
      .innerJoin("deployments", "deployments.concurrency_limit_id", "concurrency_limits.id")
      .selectAll("concurrency_limits")
      .where("deployments.flow_id", "=", flowId)
      .where("concurrency_limits.name", "=", sql<string>`'deployment:' || deployments.id`)
      .orderBy("concurrency_limits.id"),
    "concurrency_limits",
  ).execute();

export const selectLimits = (
  db: Connection,
  { limit, offset }: { limit: number; offset: number },
): Promise<LimitRow[]> =>
  db.selectFrom("concurrency_limits").selectAll().orderBy("name").limit(limit).offset(offset).execute();

export const selectLimitsByIds = (db: Connection, ids: readonly string[]): Promise<LimitRow[]> =>
  db.selectFrom("concurrency_limits").selectAll().where("id", "in", ids).execute();

export const selectLimitsByNames = (db: Connection, names: readonly string[]): Promise<LimitRow[]> =>
  db.selectFrom("concurrency_limits").selectAll().where("name", "in", names).orderBy("name").execute();

/** The limits whose names begin so, by their names. */
export const selectLimitsByPrefix = (
  db: Connection,
  prefix: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<LimitRow[]> =>
  db
    .selectFrom("concurrency_limits")
    .selectAll()
    .where("name", ">=", prefix)
    .where("name", "<", firstAfter(prefix))
    .orderBy("name")
    .limit(limit)
    .offset(offset)
    .execute();

/** The first text that is ordered after all that begin with the prefix. */
const firstAfter = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

/** Inserts a limit unless its name is taken; true when it did. */
export async function insertLimit(db: Connection, row: LimitRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("concurrency_limits")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const updateLimit = (db: Connection, id: string, changes: Partial<LimitRow>): Promise<boolean> =>
  updateRow(db, "concurrency_limits", id, changes);

export async function deleteLimit(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("concurrency_limits").where("id", "=", id).execute();
}

/** How many slots live leases hold of each limit. */
export async function selectLeasedSlots(
  db: Connection,
  limitIds: readonly string[],
  now: string,
): Promise<Map<string, number>> {
  if (limitIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("concurrency_lease_slots")
    .innerJoin("concurrency_leases", "concurrency_leases.id", "concurrency_lease_slots.lease_id")
    .select(["concurrency_limit_id", sql<number>`sum(slots)`.as("slots")])
    .where("concurrency_limit_id", "in", limitIds)
    .where("expires", ">", now)
    .groupBy("concurrency_limit_id")
    .execute();
  return new Map(rows.map((row) => [row.concurrency_limit_id, Number(row.slots)]));
}

export async function insertLease(
  db: Connection,
  lease: ConcurrencyLeasesTable,
  slots: readonly Omit<ConcurrencyLeaseSlotsTable, "lease_id">[],
): Promise<void> {
  await db.insertInto("concurrency_leases").values(lease).execute();
  if (slots.length === 0) return;
  const rows = slots.map((held) => ({ ...held, lease_id: lease.id }));
  await db.insertInto("concurrency_lease_slots").values(rows).execute();
}

/** Extends a lease that has not run out; false when there is none. */
export async function updateLeaseExpiry(
  db: Connection,
  id: string,
  now: string,
  expires: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("concurrency_leases")
    .set({ expires })
    .where("id", "=", id)
    .where("expires", ">", now)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Whether a live lease holds a slot of a limit. */
export async function selectIsHeld(
  db: Connection,
  leaseId: string,
  limitId: string,
  now: string,
): Promise<boolean> {
  const row = await db
    .selectFrom("concurrency_lease_slots")
    .innerJoin("concurrency_leases", "concurrency_leases.id", "concurrency_lease_slots.lease_id")
    .select("lease_id")
    .where("lease_id", "=", leaseId)
    .where("concurrency_limit_id", "=", limitId)
    .where("expires", ">", now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Slots that a lease holds, with the limit it holds them of. */
export type HeldSlots = LimitRow & { lease_id: string; slots: number; leased: string };

const heldSlots = (db: Connection) =>
  db
    .selectFrom("concurrency_lease_slots")
    .innerJoin("concurrency_leases", "concurrency_leases.id", "concurrency_lease_slots.lease_id")
    .innerJoin("concurrency_limits", "concurrency_limits.id", "concurrency_lease_slots.concurrency_limit_id")
    .selectAll("concurrency_limits")
    .select([
      "concurrency_lease_slots.lease_id",
      "concurrency_lease_slots.slots",
      "concurrency_leases.created as leased",
    ])
    .orderBy("concurrency_limits.id");

/** What a lease holds, in the order of the limits' ids. */
export const selectHeldSlots = (db: Connection, leaseId: string): Promise<HeldSlots[]> =>
  heldSlots(db).where("concurrency_lease_slots.lease_id", "=", leaseId).execute();

/** What a task run's leases hold of the limits of these names, in the order of the limits' ids. */
export const selectSlotsHeldByTaskRun = (
  db: Connection,
  taskRunId: string,
  names: readonly string[],
): Promise<HeldSlots[]> =>
  heldSlots(db)
    .where("concurrency_leases.holder_id", "=", taskRunId)
    .where("concurrency_leases.holder_type", "=", "task_run")
    .where("concurrency_limits.name", "in", names)
    .execute();

/** The task runs with live leases on the limits. */
export const selectTaskRunHolders = (
  db: Connection,
  limitIds: readonly string[],
  now: string,
): Promise<{ concurrency_limit_id: string; holder_id: string }[]> =>
  db
    .selectFrom("concurrency_lease_slots")
    .innerJoin("concurrency_leases", "concurrency_leases.id", "concurrency_lease_slots.lease_id")
    .select(["concurrency_limit_id", "holder_id"])
    .$narrowType<{ holder_id: string }>()
    .where("concurrency_limit_id", "in", limitIds)
    .where("holder_type", "=", "task_run")
    .where("holder_id", "is not", null)
    .where("expires", ">", now)
    .orderBy("concurrency_leases.id")
    .execute();

/** Takes away what leases hold of a limit; a lease is answered as often as it held something. */
export async function deleteHeldSlots(
  db: Connection,
  limitId: string,
  leaseIds?: readonly string[],
): Promise<string[]> {
  const deleted = await db
    .deleteFrom("concurrency_lease_slots")
    .where("concurrency_limit_id", "=", limitId)
    .$if(leaseIds !== undefined, (query) => query.where("lease_id", "in", leaseIds!))
    .returning("lease_id")
    .execute();
  return deleted.map(({ lease_id }) => lease_id);
}

/** Deletes those of the leases that hold nothing. */
export async function deleteEmptyLeases(db: Connection, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const held = db.selectFrom("concurrency_lease_slots").select("lease_id").where("lease_id", "in", ids);
  await db.deleteFrom("concurrency_leases").where("id", "in", ids).where("id", "not in", held).execute();
}

export async function deleteLease(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("concurrency_leases").where("id", "=", id).execute();
}

/** One task run, or those of a flow run or of a whole flow. */
export type TaskRunsOf = { taskRunId: string } | { flowRunId: string } | { flowId: string };

/** Deletes the leases that the task runs hold. */
export async function deleteLeasesOfTaskRuns(db: Connection, of: TaskRunsOf): Promise<void> {
  const leases = db.deleteFrom("concurrency_leases").where("holder_type", "=", "task_run");
  const taskRunIds = db.selectFrom("task_runs").select("task_runs.id");
  if ("taskRunId" in of) await leases.where("holder_id", "=", of.taskRunId).execute();
  else if ("flowRunId" in of) {
    await leases.where("holder_id", "in", taskRunIds.where("flow_run_id", "=", of.flowRunId)).execute();
  } else {
    const flowRunIds = db.selectFrom("flow_runs").select("id").where("flow_id", "=", of.flowId);
    await leases.where("holder_id", "in", taskRunIds.where("flow_run_id", "in", flowRunIds)).execute();
  }
}

/** Deletes leases that have run out; their slots are free already, since only live ones are counted. */
export async function deleteExpiredLeases(db: Connection, now: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("concurrency_leases")
    .where("expires", "<=", now)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
