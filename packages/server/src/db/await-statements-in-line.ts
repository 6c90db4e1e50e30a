import { sql } from "kysely";
import type { Connection } from "./database.ts";

/**
 * Resolves once the statements that a failed operation started beside the failing one have run: they are still
 * in line for the connection, and would otherwise run after the rollback, for good.
 */
export async function awaitStatementsInLine(connection: Connection): Promise<void> {
  await sql`select 1`.execute(connection).catch(() => {});
}
