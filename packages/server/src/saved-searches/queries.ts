import type { SavedSearch } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import type { SavedSearchesTable } from "../db/schema/saved-searches.ts";

export type SavedSearchRow = SavedSearchesTable;

export const toSavedSearch = (row: SavedSearchRow): SavedSearch => ({
  ...row,
  filters: JSON.parse(row.filters),
});

/** Saves a search under its name; one that is there keeps its id. */
export const upsertSavedSearch = (db: Connection, row: SavedSearchRow): Promise<SavedSearchRow> => {
  const { filters, updated } = row;
  return db
    .insertInto("saved_searches")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ filters, updated }))
    .returningAll()
    .executeTakeFirstOrThrow();
};

export const selectSavedSearch = (db: Connection, id: string): Promise<SavedSearchRow | undefined> =>
  db.selectFrom("saved_searches").selectAll().where("id", "=", id).executeTakeFirst();

export const selectSavedSearches = (
  db: Connection,
  { limit, offset }: { limit: number; offset: number },
): Promise<SavedSearchRow[]> =>
  db.selectFrom("saved_searches").selectAll().orderBy("name").limit(limit).offset(offset).execute();

export async function deleteSavedSearchRow(db: Connection, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("saved_searches")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
