import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { globAsRegex, isGlob } from "../db/glob.ts";
import { allOf, type Condition } from "./compile-filter.ts";
import { isAnyOf } from "./operators.ts";

/** Labels to match: each name with its patterns, one of which must fit. */
export type Labels = Readonly<Record<string, string | readonly string[]>> | null | undefined;

/** A resource of an event: an object of texts in a column of JSON, or an element of one. */
export type ResourceJson = RawBuilder<unknown>;

/** The resource in a column. */
export const resourceIn = (column: string, dialect: DialectName): ResourceJson =>
  dialect === "sqlite" ? sql.ref(column) : sql`${sql.ref(column)}::json`;

/** True of events of whose related resources one meets the condition. */
export function someRelated(
  dialect: DialectName,
  condition: (resource: ResourceJson) => Condition,
): Condition {
  const elements =
    dialect === "sqlite" ? sql`json_each(events.related)` : sql`json_array_elements(events.related::json)`;
  const resource = sql`resource.value`;
  return sql<SqlBool>`exists (select 1 from ${elements} as ${sql.raw(
    dialect === "sqlite" ? "resource" : "resource(value)",
  )} where ${condition(resource)})`;
}

/** A label of a resource, as text; null when it has none of this name. */
export const labelOf = (resource: ResourceJson, name: string, dialect: DialectName): RawBuilder<string> =>
  dialect === "sqlite"
    ? sql<string>`(${resource} ->> ${sql.lit(`$.${JSON.stringify(name)}`)})`
    : sql<string>`(${resource} ->> ${sql.lit(name)})`;

/** True of a resource whose label is one of the values. */
export const isLabelAmong = (
  resource: ResourceJson,
  name: string,
  values: readonly string[],
  dialect: DialectName,
): Condition => isAnyOf(labelOf(resource, name, dialect), values, "text", dialect);

/** True of a resource that has all of the labels; one that is not there never matches, not even a negated value. */
export function hasLabels(
  resource: ResourceJson,
  labels: Labels,
  dialect: DialectName,
): Condition | undefined {
  const each = Object.entries(labels ?? {}).map(([name, patterns]) => {
    const fits = [patterns].flat().map((pattern) => fitsPattern(pattern, dialect));
    const anyFits = fits.length === 0 ? sql<SqlBool>`1 = 0` : sql.join(fits, sql` or `);
    const entries = dialect === "sqlite" ? sql`json_each(${resource})` : sql`json_each_text(${resource})`;
    return sql<SqlBool>`exists (select 1 from ${entries} as label where label.key = ${name} and (${anyFits}))`;
  });
  return each.length === 0 ? undefined : allOf(each);
}

function fitsPattern(pattern: string, dialect: DialectName): Condition {
  return pattern.startsWith("!")
    ? sql<SqlBool>`not ${fits(pattern.slice(1), dialect)}`
    : fits(pattern, dialect);
}

function fits(glob: string, dialect: DialectName): Condition {
  if (!isGlob(glob)) return sql<SqlBool>`(label.value = ${glob})`;
  return dialect === "sqlite"
    ? sql<SqlBool>`fits_glob(${glob}, label.value)`
    : sql<SqlBool>`(label.value ~ ${globAsRegex(glob)})`;
}
