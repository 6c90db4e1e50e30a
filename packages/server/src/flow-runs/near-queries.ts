import type { StateType } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { jsonTable, toJsonRows } from "../db/json-rows.ts";
import { preparedQuery } from "../db/prepared-query.ts";

/** How many flow runs there are, of all types of state or of some; undefined where that is kept in more than so many rows. */
export async function sumFewFlowRunCounts(
  db: Connection,
  types: readonly StateType[] | undefined,
  most: number,
): Promise<number | undefined> {
  const [row] = types
    ? await ofTypes(db, most, toJsonRows(types.map((type) => [type])))
    : await ofAll(db, most);
  return row?.count ?? undefined;
}

type Row = { count: number | null };

const ofAll = preparedQuery(
  (_, most: number) => sql<Row>`
    select case when ${KINDS} <= ${most} then
      (select coalesce(sum(count), 0) from flow_run_counts) +
      (select coalesce(sum(count), 0) from flow_run_count_changes)
    end as count`,
);

const ofTypes = preparedQuery((db, most: number, types: string) => {
  const given = jsonTable(db, types);
  const isAsked = sql`state_type in (select ${given.text(0)} from ${given.table})`;
  return sql<Row>`
    select case when ${KINDS} <= ${most} then
      (select coalesce(sum(count), 0) from flow_run_counts where ${isAsked}) +
      (select coalesce(sum(count), 0) from flow_run_count_changes where ${isAsked})
    end as count`;
});

// Counted without a look at what is in them.
const KINDS = sql`(select count(*) from flow_run_counts) + (select count(*) from flow_run_count_changes)`;
