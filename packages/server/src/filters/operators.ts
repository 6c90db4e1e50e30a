import { parseTimestamp, type Timestamp } from "@reeve/protocol";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { storable } from "../db/storable.ts";
import { allOf, type Condition, NO_ROW, type Operator } from "./compile-filter.ts";

type Kind = "uuid" | "text";
type Column = RawBuilder<unknown>;

/** The operators of a column that holds ids. */
export function idOperators(name: string) {
  const operators = valueOperators(name, "uuid");
  return {
    any_: (ids: readonly string[], dialect: DialectName) => operators.any_(ids.map(normalId), dialect),
    not_any_: (ids: readonly string[], dialect: DialectName) =>
      operators.not_any_(ids.map(normalId), dialect),
    is_null_: operators.is_null_,
  };
}

/** The operators of a column that holds text. */
export function textOperators(name: string) {
  return { ...valueOperators(name, "text"), like_: likeOperator([name]) };
}

// As much of a name as its index holds.
const INDEXED_CHARACTERS = 100;

/** The operators of a column that holds the names of runs: what is sought is found by its beginning. */
export function nameOperators(name: string) {
  const operators = textOperators(name);
  const beginning = sql`substr(${sql.ref(name)}, 1, ${sql.lit(INDEXED_CHARACTERS)})`;
  return {
    ...operators,
    any_: (names: readonly string[], dialect: DialectName) => {
      const beginnings = (storable(names) as string[]).map((text) =>
        [...text].slice(0, INDEXED_CHARACTERS).join(""),
      );
      return allOf([isAnyOf(beginning, beginnings, "text", dialect), operators.any_(names, dialect)]);
    },
    // Whether a part may be in a name is told by the index of their beginnings alone, unless the name is longer.
    like_: (text: string, dialect: DialectName) => {
      const isWholeLike = operators.like_(text, dialect);
      if (!isWholeLike || dialect === "postgres") return isWholeLike;
      const isLonger = sql<SqlBool>`length(${beginning}) = ${sql.lit(INDEXED_CHARACTERS)}`;
      return allOf([sql<SqlBool>`(${isLike(beginning, text, dialect)} or ${isLonger})`, isWholeLike]);
    },
  };
}

/** Case-insensitive substring in any of the columns, in which `%` and `_` are wildcards. */
export function likeOperator(names: readonly string[]): Operator<string> {
  const columns = names.map((name) => sql.ref(name));
  return (text, dialect) => {
    if (text === "") return undefined;
    const conditions = columns.map((column) => isLike(column, text, dialect));
    return conditions.length === 1 ? conditions[0] : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
  };
}

/** Case-insensitive beginnings, of which any must fit; `%` and `_` are wildcards. */
export function beginningOperator(name: string): Operator<readonly string[]> {
  const column = sql.ref(name);
  return (beginnings, dialect) => {
    const conditions = beginnings.map((text) => fitsPattern(column, `${text}%`, dialect));
    return conditions.length === 0 ? NO_ROW : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
  };
}

/** The operators of a column that holds a time; whether there is one may be told by another column. */
export function timeOperators(name: string, presence = name) {
  const column = sql.ref(name);
  const compare =
    (comparison: "<=" | ">="): Operator<string> =>
    (time, dialect) =>
      sql<SqlBool>`${column} ${sql.raw(comparison)} ${boundTime(time, dialect)}`;
  return { before_: compare("<="), after_: compare(">="), is_null_: isNullOperator(presence) };
}

/** The operators of a column that holds a number. */
export function numberOperators(name: string) {
  const column = sql.ref(name);
  // Any number of JSON's is a double, and PostgreSQL would refuse one that the column's own type cannot hold.
  const bound = (value: number, dialect: DialectName) =>
    dialect === "postgres" ? sql`${value}::double precision` : sql`${value}`;
  return {
    ge_: (value: number, dialect: DialectName) => sql<SqlBool>`${column} >= ${bound(value, dialect)}`,
    le_: (value: number, dialect: DialectName) => sql<SqlBool>`${column} <= ${bound(value, dialect)}`,
  };
}

/** The operators of a column that holds true as 1 and false as 0. */
export function booleanOperators(name: string) {
  const column = sql.ref(name);
  return { eq_: (value: boolean): Condition => sql<SqlBool>`${column} = ${sql.lit(value ? 1 : 0)}` };
}

/** Whether a column has no value. */
export function isNullOperator(name: string): Operator<boolean> {
  const column = sql.ref(name);
  return (isNull) => (isNull ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} is not null`);
}

/** The values as rows of one column, bound as one parameter however many there are. */
export function rowsOf(values: readonly string[], kind: Kind, dialect: DialectName): RawBuilder<unknown> {
  if (dialect === "sqlite") return sql`select value from json_each(${JSON.stringify(values)})`;
  return sql`select value from unnest(${arrayOf(values, kind)}) as wanted(value)`;
}

function valueOperators(name: string, kind: Kind) {
  const column = sql.ref(name);
  return {
    any_: (values: readonly string[], dialect: DialectName) => isAnyOf(column, values, kind, dialect),
    not_any_: (values: readonly string[], dialect: DialectName) =>
      values.length === 0 ? undefined : isNoneOf(column, storable(values) as string[], kind, dialect),
    is_null_: isNullOperator(name),
  };
}

// SQLite walks an index far faster past a list of values than past rows made from JSON.
const LONGEST_SPELLED_LIST = 16;

/** One value is compared directly: then an index that ends in the sort column gives the order as well. */
export function isAnyOf(
  column: Column,
  given: readonly string[],
  kind: Kind,
  dialect: DialectName,
): Condition {
  const values = storable(given) as string[];
  if (values.length === 0) return NO_ROW;
  if (values.length === 1) return sql<SqlBool>`${column} = ${boundValue(values[0]!, kind, dialect)}`;
  if (dialect === "sqlite") {
    const list = values.length > LONGEST_SPELLED_LIST ? rowsOf(values, kind, dialect) : sql.join(values);
    return sql<SqlBool>`${column} in (${list})`;
  }
  return sql<SqlBool>`${column} = any(${arrayOf(values, kind)})`;
}

function isNoneOf(column: Column, values: readonly string[], kind: Kind, dialect: DialectName): Condition {
  if (dialect === "sqlite") return sql<SqlBool>`${column} not in (${rowsOf(values, kind, dialect)})`;
  return sql<SqlBool>`${column} <> all(${arrayOf(values, kind)})`;
}

// SQLite refuses patterns much longer than this.
const LONGEST_SQLITE_PATTERN = 16_000;

function isLike(column: Column, text: string, dialect: DialectName): Condition {
  if (dialect === "sqlite" && text.length > LONGEST_SQLITE_PATTERN) return contains(column, text, dialect);
  return fitsPattern(column, `%${text}%`, dialect);
}

function fitsPattern(column: Column, pattern: string, dialect: DialectName): Condition {
  // No escape character, as on SQLite: a backslash is a backslash.
  if (dialect === "postgres") return sql<SqlBool>`${column} collate "default" ilike ${pattern} escape ''`;
  if (ASCII.test(pattern)) return sql<SqlBool>`${column} like ${pattern}`;
  return sql<SqlBool>`unicode_lower(${column}) like ${pattern.toLowerCase()}`;
}

const ASCII = /^\p{ASCII}*$/u;

/** Whether a text contains another, in upper or lower case. */
export function contains(text: RawBuilder<unknown>, part: string, dialect: DialectName): Condition {
  const isAscii = ASCII.test(part);
  if (dialect === "postgres") {
    // The rules of a language for its letters cost most of the time: they are asked only where there are such letters.
    const letters = sql.raw(isAscii ? '"C"' : '"default"');
    return sql<SqlBool>`strpos(lower(${text} collate ${letters}), lower(${part}::text collate ${letters})) > 0`;
  }
  // A pattern makes no copy of each text, as the lower case of it would: that is half of the time.
  if (isAscii && isPattern(part)) {
    return sql<SqlBool>`${text} like ${`%${part.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`;
  }
  const lower = sql.raw(isAscii ? "lower" : "unicode_lower");
  return sql<SqlBool>`instr(${lower}(${text}), ${part.toLowerCase()}) > 0`;
}

/** SQLite reads a pattern up to a zero, and each character of it may have to be escaped. */
const isPattern = (part: string): boolean =>
  !part.includes("\0") && part.length <= LONGEST_SQLITE_PATTERN / 2;

const arrayOf = (values: readonly string[], kind: Kind) => sql`${values}::${sql.raw(kind)}[]`;

const boundValue = (value: string, kind: Kind, dialect: DialectName) =>
  dialect === "postgres" ? sql`${value}::${sql.raw(kind)}` : sql`${value}`;

function boundTime(time: string, dialect: DialectName): RawBuilder<unknown> {
  const timestamp: Timestamp = parseTimestamp(time) ?? time;
  return dialect === "postgres" ? sql`${timestamp}::timestamptz` : sql`${timestamp}`;
}

const normalId = (id: string): string => id.toLowerCase();
