import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { nameOperators } from "./operators.ts";
import type { RunFilters } from "./run-filters.ts";
import { necessaryConditions } from "./sole-condition.ts";

const PATH = "flow_runs.name.like_";
// So many are soon looked up and put in order.
const MOST = 500;
// So many of the newest names are looked at first: where one in a hundred has the part, a page is found among the latest runs,
// and the index has too many.
const SAMPLE = 500;
const COMMON = 5;
// As long as the index does not know so many names it is as quick to look through all.
const MOST_CHANGES = 2_000;
// Letters in a row without a wildcard, the least the index knows of.
const HAS_PART = /[^%_]{3}/u;

/**
 * On PostgreSQL, the ids of the flow runs that have the part of a name that filters ask for. Undefined where they ask for
 * none or for one too short for the index, where more runs have it than are soon looked up, and while many names are not in
 * the index yet.
 */
export async function findFewByName(
  db: Connection,
  filters: RunFilters,
  { most = MOST, common = COMMON } = {},
): Promise<string[] | undefined> {
  const text = (necessaryConditions(filters) ?? []).find(({ path }) => path === PATH)?.value;
  if (typeof text !== "string" || !HAS_PART.test(text)) return undefined;
  const isNamedSo = nameOperators("name").like_(text, "postgres")!;
  const { rows } = await sql<{ ids: string[] }>`
    with sample as (select name from named_flow_runs order by id desc limit ${sql.lit(SAMPLE)}),
    changed as (select id from flow_run_name_changes limit ${sql.lit(MOST_CHANGES + 1)}),
    found as (
      select id from (
        select id from named_flow_runs
        where (name_parts(name) @> (select pattern_parts(${text})) or name_parts(name) @> array[''])
          and ${isNamedSo}
        limit ${sql.lit(most + 1)}
      ) as named
      union
      select id from flow_runs where id in (select id from changed) and ${isNamedSo}
    )
    select array(select id::text from found) as ids
    where (select count(*) from sample where ${isNamedSo}) < ${sql.lit(common)}
      and (select count(*) from changed) <= ${sql.lit(MOST_CHANGES)}`.execute(db);
  const ids = rows[0]?.ids;
  return ids && ids.length <= most ? ids : undefined;
}
