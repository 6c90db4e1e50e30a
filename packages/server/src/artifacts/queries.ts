import type { ArtifactSort } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { insertRow } from "../db/insert-rows.ts";
import { lockRows } from "../db/locking.ts";
import type { ArtifactCollectionsTable } from "../db/schema/artifacts.ts";
import { updateRow } from "../db/update-row.ts";
import { artifactCollectionOrder, artifactOrder } from "../filters/order.ts";
import type { ArtifactRow, LatestRow } from "./artifact-row.ts";

type Page<Sort> = { sort: Sort; limit: number; offset: number };

export const insertArtifact = (db: Connection, row: ArtifactRow): Promise<void> =>
  insertRow(db, "artifacts", row);

export const selectArtifact = (db: Connection, id: string): Promise<ArtifactRow | undefined> =>
  db.selectFrom("artifacts").selectAll().where("id", "=", id).executeTakeFirst();

/** The artifact; nobody else changes it until the transaction ends. */
export const lockArtifact = (db: Connection, id: string): Promise<ArtifactRow | undefined> =>
  lockRows(db, db.selectFrom("artifacts").selectAll().where("id", "=", id), "artifacts").executeTakeFirst();

export const updateArtifactRow = (
  db: Connection,
  id: string,
  changes: Partial<ArtifactRow>,
): Promise<boolean> => updateRow(db, "artifacts", id, changes);

export async function deleteArtifactRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("artifacts").where("id", "=", id).execute();
}

export const selectArtifacts = (
  db: Connection,
  matches: Expression<SqlBool>,
  { sort, limit, offset }: Page<ArtifactSort>,
): Promise<ArtifactRow[]> =>
  artifactOrder(sort)
    .reduce((query, order) => query.orderBy(order), db.selectFrom("artifacts").selectAll().where(matches))
    .limit(limit)
    .offset(offset)
    .execute();

export async function countArtifactRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("artifacts")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}

/** Makes an artifact the latest of its key; answers the collection's id, which is the new one if there was none. */
export async function upsertCollection(db: Connection, row: ArtifactCollectionsTable): Promise<string> {
  const { latest_id, updated } = row;
  const { id } = await db
    .insertInto("artifact_collections")
    .values(row)
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ latest_id, updated }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** The collection of a key; nobody else changes it until the transaction ends. */
export const lockCollection = (db: Connection, key: string): Promise<ArtifactCollectionsTable | undefined> =>
  lockRows(
    db,
    db.selectFrom("artifact_collections").selectAll().where("key", "=", key),
    "artifact_collections",
  ).executeTakeFirst();

export const updateCollection = (
  db: Connection,
  id: string,
  changes: Partial<ArtifactCollectionsTable>,
): Promise<boolean> => updateRow(db, "artifact_collections", id, changes);

/** The newest artifact of a key except this one. */
export const selectNewestOther = (
  db: Connection,
  key: string,
  id: string,
): Promise<ArtifactRow | undefined> =>
  db
    .selectFrom("artifacts")
    .selectAll()
    .where("key", "=", key)
    .where("id", "<>", id)
    .orderBy("created", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

const latest = (db: Connection) =>
  db
    .selectFrom("artifact_collections")
    .innerJoin("artifacts", "artifacts.id", "artifact_collections.latest_id")
    .selectAll("artifact_collections")
    .select([
      "artifacts.type",
      "artifacts.description",
      "artifacts.data",
      "artifacts.metadata_",
      "artifacts.flow_run_id",
      "artifacts.task_run_id",
    ]);

export const selectLatest = (db: Connection, key: string): Promise<LatestRow | undefined> =>
  latest(db).where("artifact_collections.key", "=", key).executeTakeFirst();

export const selectLatestArtifacts = (
  db: Connection,
  matches: Expression<SqlBool>,
  { sort, limit, offset }: Page<ArtifactSort>,
): Promise<LatestRow[]> =>
  artifactCollectionOrder(sort)
    .reduce((query, order) => query.orderBy(order), latest(db).where(matches))
    .limit(limit)
    .offset(offset)
    .execute();

export async function countLatestRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("artifact_collections")
    .innerJoin("artifacts", "artifacts.id", "artifact_collections.latest_id")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}
