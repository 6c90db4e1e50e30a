import { CompiledQuery } from "kysely";
import type { Connection } from "./database.ts";

const LAST_IN_LINE = CompiledQuery.raw("select 1");

/**
 * Resolves once the statements that a failed operation started beside the failing one have run: they are still
 * in line for the connection, and would otherwise run after the rollback, for good.
 */
export async function awaitStatementsInLine(connection: Connection): Promise<void> {
  await connection.executeQuery(LAST_IN_LINE).catch(() => {});
}
