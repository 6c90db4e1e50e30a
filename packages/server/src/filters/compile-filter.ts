import type { Operator as Junction } from "@reeve/protocol";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";

/** A piece of SQL that is true of the rows to keep; values in it are bound, never spelled out. */
export type Condition = RawBuilder<SqlBool>;

/** What an operator asks of a row, or nothing when it is to be ignored (an empty `not_any_`). */
export type Operator<V> = (value: V, dialect: DialectName) => Condition | undefined;

/**
 * What each field of a filter object stands for: the operators of a sub-filter, another level of sub-filters,
 * or a function of the sub-filter as a whole. A field that the wire knows and the table does not fails to compile.
 */
export type FilterTable<F> = {
  readonly [K in keyof F as Exclude<K, "operator">]-?:
    | Operator<NonNullable<F[K]>>
    | (NonNullable<F[K]> extends readonly unknown[] | string | number | boolean
        ? never
        : FilterTable<NonNullable<F[K]>>);
};

export const EVERY_ROW: Condition = sql<SqlBool>`1 = 1`;
export const NO_ROW: Condition = sql<SqlBool>`1 = 0`;

/** The condition under which a row passes the filter; an empty filter passes every row. */
export function compileFilter<F extends object>(
  table: FilterTable<F>,
  filter: F,
  dialect: DialectName,
): Condition {
  const { operator } = filter as { operator?: Junction };
  const conditions: Condition[] = [];
  for (const field of Object.keys(table)) {
    const given = filter[field as keyof F];
    if (given === null || given === undefined) continue;
    const meaning = table[field as keyof FilterTable<F>] as Operator<unknown> | FilterTable<object>;
    const condition =
      typeof meaning === "function"
        ? meaning(given, dialect)
        : compileFilter(meaning, given as object, dialect);
    if (condition) conditions.push(condition);
  }
  return operator === "or_" ? anyOf(conditions) : allOf(conditions);
}

/** All of the conditions; every row when there is none. */
export const allOf = (conditions: readonly Condition[]): Condition => join(conditions, sql` and `);

const anyOf = (conditions: readonly Condition[]): Condition => join(conditions, sql` or `);

function join(conditions: readonly Condition[], junction: RawBuilder<unknown>): Condition {
  if (conditions.length === 0) return EVERY_ROW;
  return conditions.length === 1 ? conditions[0]! : sql<SqlBool>`(${sql.join(conditions, junction)})`;
}
