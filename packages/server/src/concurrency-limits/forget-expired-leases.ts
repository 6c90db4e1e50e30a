import type { Context } from "../context.ts";
import { deleteExpiredLeases } from "./queries.ts";

/** Forgets leases that ran out; answers how many. */
export const forgetExpiredLeases = (context: Context): Promise<number> =>
  context.db.write((transaction) => deleteExpiredLeases(transaction, context.now()));
