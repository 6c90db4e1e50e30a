import { migrate } from "./migrate.ts";
import type { Schema } from "./schema.ts";
import { SqliteConnection } from "./sqlite/sqlite-connection.ts";
import { StraightConnection } from "./sqlite/straight-connection.ts";

let names: Promise<readonly string[]> | undefined;

/**
 * The tables that our migrations make, those that refer to others before them: asked of a scratch database, so that
 * none is forgotten, and none of somebody else's is taken for ours.
 */
export function ourTables(): Promise<readonly string[]> {
  names ??= readTables();
  return names;
}

async function readTables(): Promise<readonly string[]> {
  const scratch = new SqliteConnection({
    path: ":memory:",
    readOnly: false,
    busyTimeoutMs: 0,
    synchronous: "OFF",
  });
  try {
    await migrate<Schema>(new StraightConnection(scratch), "sqlite");
    const tables = scratch
      .prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'",
      )
      .all([]) as { name: string }[];
    return childrenFirst(
      tables.map(({ name }) => name),
      (table) =>
        (scratch.prepare(`pragma foreign_key_list("${table}")`).all([]) as { table: string }[]).map(
          (reference) => reference.table,
        ),
    );
  } finally {
    scratch.close();
  }
}

function childrenFirst(tables: readonly string[], parentsOf: (table: string) => readonly string[]): string[] {
  const parentsFirst = new Set<string>();
  const visit = (table: string, path: readonly string[]): void => {
    if (path.includes(table)) return;
    for (const parent of parentsOf(table)) visit(parent, [...path, table]);
    parentsFirst.add(table);
  };
  for (const table of tables) visit(table, []);
  return [...parentsFirst].reverse();
}
