import { afterAll, describe } from "vitest";
import type { DialectName } from "../src/db/column-types.ts";
import type { Database } from "../src/db/database.ts";
import { createMigratedDatabase } from "./temporary-database.ts";

/**
 * Defines the same tests for SQLite and for PostgreSQL. Each call of `openDatabase` opens a database of its own with
 * the newest schema and no rows; all are closed and removed after the tests. Call it in `beforeAll` or `beforeEach`.
 */
export function forEachDialect(
  define: (dialect: DialectName, openDatabase: () => Promise<Database>) => void,
): void {
  describe.each<DialectName>(["sqlite", "postgres"])("on %s", (dialect) => {
    const closers: (() => Promise<void>)[] = [];
    define(dialect, async () => {
      const temporary = await createMigratedDatabase(dialect);
      closers.push(temporary.remove);
      const database = await temporary.open();
      closers.push(async () => database[Symbol.asyncDispose]());
      return database;
    });
    afterAll(async () => {
      for (const close of closers.toReversed()) await close();
    });
  });
}
