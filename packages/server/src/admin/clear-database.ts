import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { deleteAllRows } from "../db/delete-all-rows.ts";

/** What is to be done about the rest of the server when its database is emptied. */
export type Clearing = {
  /** Tells whoever keeps something in memory, in the transaction that deletes it. */
  forget(transaction: Connection): Promise<void>;
  /** Puts into the database what every new one has. */
  prepare(): Promise<void>;
};

/** Empties the database, and makes it as every new one is. */
export async function clearDatabase(
  context: Context,
  { confirm }: { confirm?: boolean },
  { forget, prepare }: Clearing,
): Promise<null> {
  if (!confirm) {
    throw new ReeveError("bad_request", 'This deletes everything; send {"confirm": true} if that is meant.');
  }
  await context.db.write(async (transaction) => {
    await deleteAllRows(transaction);
    await forget(transaction);
  });
  await prepare();
  context.wakeReaders();
  return null;
}
