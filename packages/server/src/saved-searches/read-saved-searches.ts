import type { SavedSearch } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { selectSavedSearch, selectSavedSearches, toSavedSearch } from "./queries.ts";

/** One saved search. */
export async function getSavedSearch({ db }: Context, id: string): Promise<SavedSearch> {
  const row = await selectSavedSearch(db.reader, id);
  if (!row) throw notFoundError("saved search", id);
  return toSavedSearch(row);
}

/** Saved searches in the order of their names. */
export async function listSavedSearches(
  { db }: Context,
  page: { limit: number; offset: number },
): Promise<SavedSearch[]> {
  return (await selectSavedSearches(db.scanner, page)).map(toSavedSearch);
}
