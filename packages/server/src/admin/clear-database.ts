import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { deleteAllRows } from "../db/delete-all-rows.ts";

/** Empties the database, and puts into it what every new one has. */
export async function clearDatabase(
  context: Context,
  { confirm }: { confirm?: boolean },
  prepare: () => Promise<void>,
): Promise<null> {
  if (!confirm) {
    throw new ReeveError("bad_request", 'This deletes everything; send {"confirm": true} if that is meant.');
  }
  await context.db.write(deleteAllRows);
  await prepare();
  context.wakeReaders();
  return null;
}
