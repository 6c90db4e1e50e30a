import { type SqlBool, sql } from "kysely";
import { allOf, type Operator } from "./compile-filter.ts";
import { contains } from "./operators.ts";
import { parseTextSearch } from "./parse-text-search.ts";

/** A text search in the columns, read as one text with spaces between them. */
export function textSearchOperator(names: readonly string[]): Operator<{ query: string }> {
  const columns = names.map((name) => sql.ref(name));
  const text = sql`(${sql.join(columns, sql` || ' ' || `)})`;
  return ({ query }, dialect) => {
    const { include, exclude, required } = parseTextSearch(query);
    const occurs = (term: string) => contains(text, term, dialect);
    const conditions = required.map(occurs);
    if (include.length > 0) conditions.push(sql<SqlBool>`(${sql.join(include.map(occurs), sql` or `)})`);
    for (const term of exclude) conditions.push(sql<SqlBool>`not (${occurs(term)})`);
    return conditions.length === 0 ? undefined : allOf(conditions);
  };
}
