import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import type { Condition } from "./compile-filter.ts";
import { nameOperators } from "./operators.ts";
import type { RunFilters } from "./run-filters.ts";
import { necessaryConditions } from "./sole-condition.ts";

/** The runs that have an index of the parts of their names. */
export type NamedRuns = "flow_runs" | "task_runs";

/** The newest runs that have a part of a name, by the numbers of their rows. */
export type RunsByName = {
  /** True of those rows; when `isAll`, of every run that matches. */
  readonly isAmong: (row: RawBuilder<unknown>) => Condition;
  readonly isAll: boolean;
  /** True of every run that matches, and of few others. */
  readonly isAny: Condition;
  /** Whether so few match that they are sooner looked up than all names looked through. */
  readonly isRare: boolean;
};

// So many are soon looked up and put in order. Of more, a page is found by walking past the others, without a look at their rows.
const MOST = 500;
// Of so many letters in a row it is asked how rare they are, and of how many names with them the newest stand close together.
const MOST_PARTS = 6;
const SAMPLE = 32;
// To look for more of them is to go through every name that has a common one.
const RAREST = 3;
// To look a run up takes as long as to look at the names of so many.
const NAMES_A_RUN = 20;
// It takes a microsecond to look at the name of a run that the index does not know yet.
const MOST_NEWER = 2_000;
// Of more letters the first find few enough.
const LONGEST = 100;

export const indexOfNames = (runs: NamedRuns) => sql.table(`${runs.slice(0, -1)}_names`);

/** Whether the index tells of the rows as they are numbered now. */
export const areIndexed = (runs: NamedRuns): Condition =>
  sql<SqlBool>`(last_row = 0 or exists (
    select 1 from ${sql.table(runs)} as last where last.rowid = last_row and last.id = last_id
  ))`;

/**
 * On SQLite, the runs that have the part of a name that filters ask for. Undefined where they ask for none, or for one too short
 * for the index, and while many names are not in the index yet.
 */
export async function findRunsByName(
  db: Connection,
  runs: NamedRuns,
  filters: RunFilters,
  most = MOST,
): Promise<RunsByName | undefined> {
  if (dialectOf(db) !== "sqlite") return undefined;
  const path = `${runs}.name.like_`;
  const conditions = necessaryConditions(filters) ?? [];
  const text = conditions.find((condition) => condition.path === path)?.value;
  const parts = typeof text === "string" ? partsOf(text) : [];
  if (parts.length === 0) return undefined;
  const hasName = nameOperators(`${runs}.name`).like_(text as string, "sqlite")!;
  const { rows } = await newestWith(runs, parts, hasName, most).execute(db);
  const [found] = rows;
  const isAll = found !== undefined && found.count <= most;
  // Of many with the part few may match what else is asked for, to which something else may lead.
  if (!found || (!isAll && conditions.length > 1)) return undefined;
  const list = sql`select value from json_each(${found.rows})`;
  const isAmong = (row: RawBuilder<unknown>) => sql<SqlBool>`${row} in (${list})`;
  return {
    isAll,
    isAmong: isAll ? isAmong : (row) => sql<SqlBool>`(${isAmong(row)} or ${row} < ${found.oldest})`,
    isAny: sql<SqlBool>`${rowOf(runs)} in (${withAll(runs, JSON.parse(found.rarest))} union all ${newer(runs, hasName)})`,
    isRare: isAll || found.count * NAMES_A_RUN < found.last - found.oldest!,
  };
}

/** The number of a run's row. */
export const rowOf = (runs: NamedRuns) => sql.ref(`${runs}.rowid`);

/**
 * Of the rows that match and of those that have the rarest of the parts, which is told by how close together the newest with each
 * stand: to look for all parts would be to go through every name that has a common one.
 */
function newestWith(runs: NamedRuns, parts: readonly string[], hasName: Condition, most: number) {
  const samples = evenly(parts, MOST_PARTS).map(
    (part) => sql`select ${part} as part, count(*) as count, min(number) as oldest
      from (${having(runs, sql`${part}`)} limit ${sql.lit(SAMPLE)})`,
  );
  return sql<{ count: number; rows: string; oldest: number | null; last: number; rarest: string }>`
    with samples as materialized (${sql.join(samples, sql` union all `)}),
    rarest (part) as materialized (select part from samples order by count, oldest limit ${sql.lit(RAREST)}),
    indexed as materialized (
      select number from (${having(runs, sql`(select part from rarest limit 1)`)} limit ${sql.lit(most + 1)})
    )
    select (select count(*) from indexed) as count, (select min(number) from indexed) as oldest, last_row as last,
      (select json_group_array(part) from rarest) as rarest,
      (select json_group_array(number) from (select number from indexed union all ${newer(runs, hasName)})) as rows
    from indexed_names where runs = ${runs} and ${areIndexed(runs)}
      and not exists (
        select 1 from ${sql.table(runs)} where rowid > last_row limit 1 offset ${sql.lit(MOST_NEWER)}
      )`;
}

const having = (runs: NamedRuns, parts: RawBuilder<unknown>) =>
  sql`select rowid as number from ${indexOfNames(runs)} where ${indexOfNames(runs)} match ${parts} order by rowid desc`;

const withAll = (runs: NamedRuns, parts: readonly string[]) =>
  sql`select number from (${having(runs, sql`${parts.join(" ")}`)})`;

/** The runs that match and that the index does not know yet. */
const newer = (runs: NamedRuns, hasName: Condition) =>
  sql`select ${rowOf(runs)} as number from ${sql.table(runs)}
    where ${rowOf(runs)} > (select last_row from indexed_names where runs = ${runs}) and ${hasName}`;

/** What a name has to have: all letters in rows of three between wildcards, as the index is asked for them. */
function partsOf(text: string): string[] {
  // Databases read a pattern up to a zero.
  const [pattern = ""] = text.toLowerCase().split("\0");
  const parts = [...pattern].slice(0, LONGEST).join("").split(/[%_]/).flatMap(threes);
  return [...new Set(parts)].map((part) => `"${part.replaceAll('"', '""')}"`);
}

function threes(text: string): string[] {
  const letters = [...text];
  return letters.slice(2).map((_, start) => letters.slice(start, start + 3).join(""));
}

const evenly = (parts: readonly string[], most: number): readonly string[] =>
  parts.length <= most
    ? parts
    : Array.from({ length: most }, (_, n) => parts[Math.round((n * (parts.length - 1)) / (most - 1))]!);
