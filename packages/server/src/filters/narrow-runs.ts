import type { StateType } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { allOf, type Condition } from "./compile-filter.ts";
import { findFewByName } from "./few-by-name.ts";
import { flowRunsMatch, taskRunsMatch } from "./index.ts";
import { isAnyOf } from "./operators.ts";
import type { RunFilters } from "./run-filters.ts";
import { findRunsByName, type NamedRuns, type RunsByName, rowOf } from "./runs-by-name.ts";
import { necessaryConditions } from "./sole-condition.ts";
import { tagOperators } from "./tag-operators.ts";

/** The runs that match, and what leads SQLite to them where its planner might take another way. */
export type FoundRuns = {
  readonly matches: Condition;
  /** An index. */
  readonly lead?: string;
  /** What is known of the runs that have the part of a name that is asked for. */
  readonly named?: RunsByName | undefined;
};

type Narrowing = { readonly runs: Condition; readonly lead: string };

// Each takes a few microseconds. Where runs have tags of their own there are far more, and nothing is won by them.
const MOST_TAG_SETS = 2_000;
// So many are soon looked up and put in order; of more, a page is found among the latest runs.
const MOST_TASK_RUNS = 1_000;
// As many as the index of tags has of each run's.
const INDEXED_CHARACTERS = 400;

/**
 * What tells the flow runs that match. Where filters ask for tags, or for task runs in a state that few are in, it
 * leads to those that may, so that nobody looks through all others.
 */
export async function narrowFlowRuns(db: Connection, filters: RunFilters): Promise<FoundRuns> {
  const matches = flowRunsMatch(dialectOf(db), filters);
  const named = await findRunsByName(db, "flow_runs", filters);
  if (named) return amongNamed("flow_runs", named, matches);
  const few = dialectOf(db) === "postgres" ? await findFewByName(db, filters) : undefined;
  if (few) return { matches: allOf([isAnyOf(sql.ref("flow_runs.id"), few, "uuid", "postgres"), matches]) };
  const narrowing = await narrow(db, filters);
  return narrowing ? { matches: allOf([narrowing.runs, matches]), lead: narrowing.lead } : { matches };
}

/** The same for task runs. */
export async function narrowTaskRuns(db: Connection, filters: RunFilters): Promise<FoundRuns> {
  const matches = taskRunsMatch(dialectOf(db), filters);
  const named = await findRunsByName(db, "task_runs", filters);
  return named ? amongNamed("task_runs", named, matches) : { matches };
}

/** What tells all runs that match where each is to be looked at, as for a count; of a page some are enough. */
export const allFound = ({ matches, named }: FoundRuns): Condition =>
  named?.isRare && !named.isAll ? allOf([named.isAny, matches]) : matches;

const amongNamed = (runs: NamedRuns, named: RunsByName, matches: Condition): FoundRuns => ({
  matches: named.isAll ? allOf([named.isAmong(rowOf(runs)), matches]) : matches,
  named,
});

async function narrow(db: Connection, filters: RunFilters): Promise<Narrowing | undefined> {
  for (const { path, value } of necessaryConditions(filters) ?? []) {
    if (path === "flow_runs.tags.all_" || path === "flow_runs.tags.any_") {
      const operator = path === "flow_runs.tags.all_" ? "all_" : "any_";
      const holds = tagOperators("flow_runs.tags")[operator](value as string[], dialectOf(db));
      return holds && (await narrowByTags(db, holds));
    }
    if (path === "task_runs.state.type.any_") return narrowByTaskRuns(db, value as StateType[]);
  }
  return undefined;
}

/**
 * Runs of one deployment have the same tags, so that there are far fewer sets of tags than runs: the index leads from one to the
 * next. Of a set too long for the index it is not known what it holds.
 */
async function narrowByTags(db: Connection, holds: Condition): Promise<Narrowing | undefined> {
  const length = sql.lit(INDEXED_CHARACTERS);
  const set = sql<string>`substr(flow_runs.tags, 1, ${length})`;
  const tagged = sql`from flow_runs where flow_runs.tags <> '[]'`;
  const most = sql.lit(MOST_TAG_SETS);
  const { rows } = await sql<{ tags: string; number: number }>`
    with recursive tag_sets (tags, number) as (
      select (select ${set} ${tagged} order by ${set} limit 1), 1
      union all
      select (select ${set} ${tagged} and ${set} > tag_sets.tags order by ${set} limit 1), number + 1
      from tag_sets where tags is not null and number <= ${most}
    )
    select tags, number from tag_sets as flow_runs where tags is not null
      and case when number > ${most} or length(tags) >= ${length} then 1 = 1 else ${holds} end`.execute(db);
  if (rows.some(({ number }) => number > MOST_TAG_SETS)) return undefined;
  // No run has an empty text; looked up, it ends a search at once.
  const sets = rows.length > 0 ? rows.map(({ tags }) => tags) : [""];
  const isTagged = sql<boolean>`flow_runs.tags <> '[]'` as Condition;
  return { runs: allOf([isTagged, isAnyOf(set, sets, "text", dialectOf(db))]), lead: "flow_runs_by_tags" };
}

async function narrowByTaskRuns(db: Connection, types: StateType[]): Promise<Narrowing | undefined> {
  const inState = taskRunsMatch(dialectOf(db), { task_runs: { state: { type: { any_: types } } } });
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from task_runs where ${inState} limit ${sql.lit(MOST_TASK_RUNS + 1)}
    ) as found`.execute(db);
  if (rows[0]!.count > MOST_TASK_RUNS) return undefined;
  const runs = sql`select task_runs.flow_run_id from task_runs where ${inState}`;
  return { runs: sql`flow_runs.id in (${runs})`, lead: "sqlite_autoindex_flow_runs_1" };
}
