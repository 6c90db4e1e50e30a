import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { allOf, type Condition, NO_ROW } from "./compile-filter.ts";
import { rowsOf } from "./operators.ts";

// To look for many texts takes longer than to read the JSON.
const MOST_LOOKED_FOR = 8;

/**
 * The operators of a column that holds tags as a JSON array.
 * On PostgreSQL tags are compared as JSON spells them, since it refuses to read some (`"\u0000"`) as text.
 */
export function tagOperators(name: string) {
  const column = sql.ref(name);
  return {
    all_: (tags: readonly string[], dialect: DialectName): Condition | undefined => {
      if (tags.length === 0) return undefined;
      const wanted = wantedTags(tags, dialect);
      const hasAll = sql<SqlBool>`not exists (${wanted} where value not in (${tagsOf(column, dialect)}))`;
      return allOf([holds(column, tags[0]!, dialect), hasAll]);
    },
    any_: (tags: readonly string[], dialect: DialectName): Condition => {
      if (tags.length === 0) return NO_ROW;
      const wanted = wantedTags(tags, dialect);
      const hasAny = sql<SqlBool>`exists (${wanted} where value in (${tagsOf(column, dialect)}))`;
      if (tags.length > MOST_LOOKED_FOR) return hasAny;
      const holdsAny = sql.join(
        tags.map((tag) => holds(column, tag, dialect)),
        sql` or `,
      );
      return allOf([sql<SqlBool>`(${holdsAny})`, hasAny]);
    },
    is_null_: (isNull: boolean): Condition =>
      isNull ? sql<SqlBool>`${column} = '[]'` : sql<SqlBool>`${column} <> '[]'`,
  };
}

/** Whether the tag stands somewhere in the text, as it must: most rows are passed over without reading their JSON. */
const holds = (column: RawBuilder<unknown>, tag: string, dialect: DialectName): Condition =>
  dialect === "sqlite"
    ? sql<SqlBool>`instr(${column}, ${JSON.stringify(tag)}) > 0`
    : sql<SqlBool>`strpos(${column}, ${JSON.stringify(tag)}) > 0`;

// On SQLite both sides are read from JSON by the same function, and so are alike whatever they hold.
const wantedTags = (tags: readonly string[], dialect: DialectName): RawBuilder<unknown> =>
  rowsOf(dialect === "sqlite" ? tags : tags.map((tag) => JSON.stringify(tag)), "text", dialect);

const tagsOf = (column: RawBuilder<unknown>, dialect: DialectName): RawBuilder<unknown> =>
  dialect === "sqlite"
    ? sql`select tag.value from json_each(${column}) as tag`
    : sql`select tag::text from json_array_elements(${column}::json) as tag`;
