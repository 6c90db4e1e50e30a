import { CompiledQuery, type QueryResult } from "kysely";
import type { Connection } from "./database.ts";

const EMPTY = CompiledQuery.raw("");

/** Runs a statement that is given as text, and is not to be frozen part by part as Kysely's own is. */
export const executeText = (
  connection: Connection,
  sql: string,
  parameters: readonly unknown[],
): Promise<QueryResult<unknown>> => connection.executeQuery({ ...EMPTY, sql, parameters });
