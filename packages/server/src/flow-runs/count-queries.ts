import type { StateType, Timestamp } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import type { FlowRunCountsTable } from "../db/schema/flow-run-counts.ts";
import type { StateCount } from "../states/state-count.ts";

/** How many flow runs match, by the type of their state. */
export const countFlowRunRows = (db: Connection, matches: Expression<SqlBool>): Promise<StateCount[]> =>
  db
    .selectFrom("flow_runs")
    .select([sql<StateType | null>`min(state_type)`.as("state_type"), sql<number>`count(*)`.as("count")])
    .where(matches)
    // By the column itself SQLite walks all runs, along an index that has them in this order.
    .groupBy(sql`coalesce(state_type, '')`)
    .execute();

/**
 * The same, from what is kept of each kind, or of those with the same tags: of `matches` it takes nothing but what runs are
 * counted by there.
 */
export const sumFlowRunCounts = (
  db: Connection,
  matches: Expression<SqlBool>,
  expectedUntil: Timestamp | null,
  table: "flow_run_counts" | "flow_run_tag_counts" = "flow_run_counts",
): Promise<StateCount[]> => {
  const kept = db
    .selectFrom(sql<FlowRunCountsTable>`${sql.table(table)}`.as("flow_runs"))
    .select(["state_type", "count"])
    .where(matches);
  const changes = db
    .selectFrom("flow_run_count_changes as flow_runs")
    .select(["state_type", "count"])
    .where(matches)
    // Changes from before runs were counted by their tags are in those counts.
    .$if(table === "flow_run_tag_counts", (query) => query.where("tags", "is not", null));
  const later = db
    .selectFrom("flow_runs")
    .select(["state_type", sql<number>`-1`.as("count")])
    .where(matches)
    .where((e) => e.or([e("expected_start_time", ">", expectedUntil), e("expected_start_time", "is", null)]));
  const all = kept.unionAll(changes).$if(expectedUntil !== null, (query) => query.unionAll(later));
  return db
    .selectFrom(all.as("counts"))
    .select(["state_type", sql<number>`sum(count)`.as("count")])
    .groupBy("state_type")
    .having(sql`sum(count)`, "<>", 0)
    .execute();
};

/** Whether runs with the same tags are counted in no more rows than that, and all tags are told apart. */
export async function areTagCountsFew(db: Connection, most: number): Promise<boolean> {
  const { rows } = await sql<{ count: number; untold: number }>`
    select count(*) as count, coalesce(sum(case when tags = 'null' then 1 else 0 end), 0) as untold from (
      select tags from (select tags from flow_run_tag_counts limit ${most + 1}) as kept
      union all select tags from flow_run_count_changes where tags = 'null'
    ) as counted`.execute(db);
  const { count, untold } = rows[0]!;
  return count <= most && untold === 0;
}
