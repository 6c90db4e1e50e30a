import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { deleteSavedSearchRow } from "./queries.ts";

/** Deletes a saved search. */
export async function deleteSavedSearch({ db }: Context, id: string): Promise<void> {
  await db.write(async (transaction) => {
    if (!(await deleteSavedSearchRow(transaction, id))) throw notFoundError("saved search", id);
  });
}
