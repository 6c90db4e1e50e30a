import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { selectOne } from "./queries.ts";

/** Throws `database_unusable` when the database does not answer. */
export async function checkReadiness({ db }: Context): Promise<void> {
  try {
    await selectOne(db.reader);
  } catch (cause) {
    throw new ReeveError("database_unusable", "The database does not answer.", { cause });
  }
}
