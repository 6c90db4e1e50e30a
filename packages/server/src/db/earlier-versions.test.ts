import { Kysely, PostgresDialect } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { fillTables, readRows, readTableShapes, type TableShapes } from "../../test/fill-tables.ts";
import { createTemporaryDatabase, type TemporaryDatabase } from "../../test/temporary-database.ts";
import type { DialectName } from "./column-types.ts";
import { MIGRATION_NAMES, migrate } from "./migrate.ts";
import { createPool } from "./postgres/create-pool.ts";
import type { Schema } from "./schema.ts";
import { SqliteConnection } from "./sqlite/sqlite-connection.ts";
import { StraightConnection } from "./sqlite/straight-connection.ts";

/** A connection that brings nothing to the newest schema. */
function connect(dialect: DialectName, { url }: TemporaryDatabase): Kysely<Schema> {
  if (dialect === "sqlite") {
    return new StraightConnection(
      new SqliteConnection({ path: url, readOnly: false, busyTimeoutMs: 5000, synchronous: "NORMAL" }),
    );
  }
  return new Kysely({ dialect: new PostgresDialect({ pool: createPool({ url, waitMs: 5000 }) }) });
}

/** The tables as they were at each version. */
const shapes = new Map<string, TableShapes>();
beforeAll(async () => {
  const temporary = await createTemporaryDatabase("postgres");
  await using db = connect("postgres", temporary);
  for (const version of MIGRATION_NAMES) {
    await migrate(db, "postgres", version);
    shapes.set(version, await readTableShapes(untyped(db)));
  }
  return () => temporary.remove();
}, 60_000);

const untyped = (db: Kysely<Schema>) => db as unknown as Kysely<unknown>;

/** The rows of every table at one version, in the columns that the newest version has, too. */
async function fill(dialect: DialectName, temporary: TemporaryDatabase, version: string) {
  const [tables, newest] = [shapes.get(version)!, shapes.get(MIGRATION_NAMES.at(-1)!)!];
  await using db = connect(dialect, temporary);
  await migrate(db, dialect, version);
  await fillTables(untyped(db), dialect, tables);
  const rows = new Map<string, Record<string, unknown>[]>();
  for (const [table, columns] of tables) {
    const left = new Set(newest.get(table)?.map(({ name }) => name));
    // Which transaction wrote a row is known to PostgreSQL alone.
    const names = columns
      .map(({ name }) => name)
      .filter((name) => left.has(name) && name !== "transaction_id");
    rows.set(table, await readRows(untyped(db), table, names));
  }
  return rows;
}

describe.concurrent.each(MIGRATION_NAMES)("a database of version %s", (version) => {
  test.concurrent.each<DialectName>(["sqlite", "postgres"])(
    "loses no row on %s when it is opened",
    async (dialect) => {
      const temporary = await createTemporaryDatabase(dialect);
      try {
        const before = await fill(dialect, temporary, version);
        await using database = await temporary.open();
        expect(database.migrated).toEqual(MIGRATION_NAMES.slice(MIGRATION_NAMES.indexOf(version) + 1));
        for (const [table, rows] of before) {
          expect(rows.length, table).toBeGreaterThan(0);
          expect(await readRows(untyped(database.reader), table, Object.keys(rows[0]!)), table).toEqual(rows);
        }
      } finally {
        await temporary.remove();
      }
    },
  );
});
