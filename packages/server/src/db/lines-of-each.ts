import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/** Something by whose id a line of rows is looked up, and how many of them at most. */
export type LineWanted = { readonly id: string; readonly most: number };

/** One of them inside a statement; `place` is its place among those that are wanted. */
export type Line = {
  readonly id: RawBuilder<string>;
  readonly most: RawBuilder<number>;
  readonly place: RawBuilder<number>;
};

/**
 * The rows that a query finds for each line, for `from`: each line by a look-up of its own, all in one statement.
 * SQLite has the query once for each line, PostgreSQL once for all, as it takes longer to plan a query than to answer it.
 */
export function linesOfEach(
  connection: Connection,
  wanted: readonly LineWanted[],
  query: (line: Line) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (dialectOf(connection) === "sqlite") {
    const queries = wanted.map(({ id, most }, place) => {
      const line = {
        id: sql<string>`${id}`,
        most: sql<number>`${most}`,
        place: sql<number>`${sql.lit(place)}`,
      };
      return sql`select * from (${query(line)})`;
    });
    return sql.join(queries, sql` union all `);
  }
  const line = {
    id: sql<string>`wanted.id`,
    most: sql<number>`wanted.most`,
    place: sql<number>`wanted.place`,
  };
  const [ids, counts] = [wanted.map(({ id }) => id), wanted.map(({ most }) => most)];
  return sql`select line.* from
    unnest(${ids}::uuid[], ${counts}::integer[]) with ordinality as wanted(id, most, place)
    cross join lateral (${query(line)}) as line`;
}
