import { sql } from "kysely";

/**
 * On PostgreSQL, the transaction before which all of this database have ended, as the statement sees them: what they
 * wrote is to be seen, and nothing more comes from them.
 */
export const SETTLED_BEFORE = sql<string>`settled_before()`;
