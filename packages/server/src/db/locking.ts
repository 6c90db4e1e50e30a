import type { SelectQueryBuilder } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";
import type { Schema } from "./schema.ts";

/**
 * Keeps others from changing the rows of one table until the transaction ends. SQLite has one writer at a time,
 * so there is nothing to lock there.
 */
export function lockRows<TB extends keyof Schema, O, T extends keyof Schema>(
  connection: Connection,
  query: SelectQueryBuilder<Schema, TB, O>,
  table: T & TB,
): SelectQueryBuilder<Schema, TB, O> {
  return dialectOf(connection) === "postgres" ? query.forUpdate(table) : query;
}

/** The same for rows that nobody else holds; those that somebody does are left out. */
export function lockFreeRows<TB extends keyof Schema, O>(
  connection: Connection,
  query: SelectQueryBuilder<Schema, TB, O>,
): SelectQueryBuilder<Schema, TB, O> {
  return dialectOf(connection) === "postgres" ? query.forUpdate().skipLocked() : query;
}
