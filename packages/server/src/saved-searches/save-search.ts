import { newId, type SavedSearch, type SavedSearchCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { toSavedSearch, upsertSavedSearch } from "./queries.ts";

/** Saves a search under its name, in the place of the one that has it. */
export async function saveSearch(
  { db, now }: Context,
  { name, filters = [] }: SavedSearchCreate,
): Promise<{ savedSearch: SavedSearch; isNew: boolean }> {
  const created = now();
  const id = newId();
  const row = await db.write((transaction) =>
    upsertSavedSearch(transaction, {
      id,
      created,
      updated: created,
      name,
      filters: JSON.stringify(filters),
    }),
  );
  return { savedSearch: toSavedSearch(row), isNew: row.id === id };
}
