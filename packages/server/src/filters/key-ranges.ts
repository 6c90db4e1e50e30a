import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { type Condition, NO_ROW } from "./compile-filter.ts";
import { isAnyOf } from "./operators.ts";

// As many characters of a name or id as its key has.
const KEY_LENGTH = 200;

/** What a column is asked for: to be one of the values, or to begin with one of the prefixes. */
export type Wanted = { readonly values: readonly string[]; readonly prefixes: readonly string[] };

/** A column that holds the beginnings of names or ids, short enough for an index. */
export type Key = RawBuilder<unknown>;

/** The key of an event's name or of its resource, as its index spells it. */
export const keyOf = (column: "event" | "resource_id", dialect: DialectName): Key => {
  if (dialect === "sqlite") return sql`substr(${sql.ref(`events.${column}`)}, 1, ${sql.lit(KEY_LENGTH)})`;
  return sql.ref(column === "event" ? "events.event_key" : "events.resource_key");
};

/** True of rows whose key may belong to a wanted value: sure enough to find them by. */
export const keyIsAmong = (key: Key, { values, prefixes }: Wanted, dialect: DialectName): Condition =>
  isAmong(key, { values: values.map(beginningOf), prefixes: prefixes.map(beginningOf) }, dialect);

/** The same for a column whose values are whole. */
export function isAmong(column: Key, { values, prefixes }: Wanted, dialect: DialectName): Condition {
  const conditions = prefixes.map((prefix) => beginsWith(column, prefix));
  if (values.length > 0) conditions.push(isAnyOf(column, values, "text", dialect));
  if (conditions.length === 0) return NO_ROW;
  return conditions.length === 1 ? conditions[0]! : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
}

/** True when the keys of these tell them from all others. */
export const areKeysWhole = ({ values, prefixes }: Wanted): boolean =>
  [...values, ...prefixes].every((text) => text.length < KEY_LENGTH);

const beginningOf = (text: string): string => [...text].slice(0, KEY_LENGTH).join("");

/** A range rather than a pattern: an index can answer it, and the case of letters counts. */
function beginsWith(column: Key, prefix: string): Condition {
  const end = successor(prefix);
  const isFrom = sql<SqlBool>`${column} >= ${prefix}`;
  return end === undefined ? isFrom : sql<SqlBool>`(${isFrom} and ${column} < ${end})`;
}

/** The first text after all that begin with this one; undefined when there is none. */
function successor(prefix: string): string | undefined {
  const characters = [...prefix];
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const next = last.codePointAt(0)! + 1;
    // No character is there, and neither database could store one.
    const code = next === 0xd800 ? 0xe000 : next;
    if (code <= 0x10ffff) return characters.join("") + String.fromCodePoint(code);
  }
  return undefined;
}
