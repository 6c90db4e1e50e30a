import { migrate } from "./migrate.ts";
import type { Schema } from "./schema.ts";
import { SqliteConnection } from "./sqlite/sqlite-connection.ts";
import { StraightConnection } from "./sqlite/straight-connection.ts";

/** `isSeeded` where migrations put rows in, such as the start of a count. */
export type OurTable = { readonly name: string; readonly isSeeded: boolean };

// How far an index has come that PostgreSQL does not have; triggers keep it right when rows are deleted.
const OF_SQLITE = "indexed_names";

let tables: Promise<readonly OurTable[]> | undefined;

/**
 * The tables that our migrations make, those that refer to others before them: asked of a scratch database, so that
 * none is forgotten, and none of somebody else's is taken for ours.
 */
export function ourTables(): Promise<readonly OurTable[]> {
  tables ??= readTables();
  return tables;
}

async function readTables(): Promise<readonly OurTable[]> {
  const options = { path: ":memory:", readOnly: false, busyTimeoutMs: 0, synchronous: "OFF" } as const;
  const scratch = new SqliteConnection(options);
  const all = <Row>(sql: string) => scratch.prepare(sql).all([]) as Row[];
  try {
    await migrate<Schema>(new StraightConnection(scratch), "sqlite");
    const names = all<{ name: string }>(
      "select name from pragma_table_list where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'",
    )
      .map(({ name }) => name)
      .filter((name) => name !== OF_SQLITE);
    const parentsOf = (name: string) =>
      all<{ table: string }>(`pragma foreign_key_list("${name}")`).map(({ table }) => table);
    return childrenFirst(names, parentsOf).map((name) => ({
      name,
      isSeeded: all(`select 1 from "${name}" limit 1`).length > 0,
    }));
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
