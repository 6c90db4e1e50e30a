import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type {
  ConcurrencyLeaseSlotsTable,
  ConcurrencyLeasesTable,
  ConcurrencyLimitsTable,
} from "../db/schema/concurrency-limits.ts";

export type LimitRow = ConcurrencyLimitsTable;

/** The limits of these names, in the order of their ids so that two takers never wait for each other. */
export const lockLimits = (db: Connection, names: readonly string[]): Promise<LimitRow[]> =>
  lockRows(
    db,
    db.selectFrom("concurrency_limits").selectAll().where("name", "in", names).orderBy("id"),
    "concurrency_limits",
  ).execute();

/** How many slots live leases hold of each limit. */
export async function selectLeasedSlots(
  db: Connection,
  limitIds: readonly string[],
  now: string,
): Promise<Map<string, number>> {
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

export async function updateLimit(db: Connection, id: string, changes: Partial<LimitRow>): Promise<void> {
  await db.updateTable("concurrency_limits").set(changes).where("id", "=", id).execute();
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

/** What a lease holds, with the limits it holds it of. */
export const selectHeldSlots = (
  db: Connection,
  leaseId: string,
): Promise<(LimitRow & { slots: number; leased: string })[]> =>
  db
    .selectFrom("concurrency_lease_slots")
    .innerJoin("concurrency_leases", "concurrency_leases.id", "concurrency_lease_slots.lease_id")
    .innerJoin("concurrency_limits", "concurrency_limits.id", "concurrency_lease_slots.concurrency_limit_id")
    .selectAll("concurrency_limits")
    .select(["concurrency_lease_slots.slots", "concurrency_leases.created as leased"])
    .where("concurrency_lease_slots.lease_id", "=", leaseId)
    .execute();

export async function deleteLease(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("concurrency_leases").where("id", "=", id).execute();
}

/** Deletes leases that have run out; their slots are free already, since only live ones are counted. */
export async function deleteExpiredLeases(db: Connection, now: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("concurrency_leases")
    .where("expires", "<=", now)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
