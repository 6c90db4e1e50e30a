import type { Connection } from "../db/database.ts";
import { advanceRevision } from "./queries.ts";

/** Has everybody who keeps automations in memory read them again, in the transaction that changed them all. */
export const forgetAutomations = (transaction: Connection): Promise<void> => advanceRevision(transaction);
