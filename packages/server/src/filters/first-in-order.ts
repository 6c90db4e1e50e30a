import type { FlowRunSort, TaskRunSort } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import type { Condition } from "./compile-filter.ts";
import type { Order } from "./order.ts";
import type { RunFilters } from "./run-filters.ts";
import { necessaryConditions } from "./sole-condition.ts";

type Runs = "flow_runs" | "task_runs";
type Sort = FlowRunSort | TaskRunSort;

/** Which of the runs that match a page wants: in parts that have no run in common, all together, in which order. */
export type WantedPage = {
  readonly parts: readonly Condition[];
  readonly matches: Condition;
  readonly order: Order;
  /** The index that has all runs in this order. */
  readonly index: string;
  readonly limit: number;
  readonly offset: number;
};

/**
 * Of how many runs it is quick to put them in order, and how many of the first it is quick to go through. Both take some
 * milliseconds, and the first ten thousand hold a page of what is no rarer than one in two hundred.
 */
const BOUNDS = { few: 1_000, near: 10_000 };

// What an index leads to, of which there may be few or most of all.
const LEADS: Readonly<Record<Runs, RegExp>> = {
  flow_runs: /^(flow_runs\.(state\.(type|name)|deployment_id)|flows\.(id|name)|deployments\.id)\.any_$/,
  task_runs: /^task_runs\.state\.type\.any_$/,
};

/**
 * The index that has all runs in the order of a list, where SQLite's planner would rather put in order whatever another
 * index leads to, however many that are; undefined where it reads a page in order by itself, and on PostgreSQL, which
 * knows how many there are.
 */
export function orderIndexOf(
  db: Connection,
  table: Runs,
  filters: RunFilters,
  sort: Sort,
): string | undefined {
  if (dialectOf(db) !== "sqlite") return undefined;
  const conditions = necessaryConditions(filters) ?? [];
  const leading = conditions.filter(({ path }) => LEADS[table].test(path));
  if (leading.length === 0) return undefined;
  const isOfOneState = conditions.length === 1 && (leading[0]!.value as unknown[]).length < 2;
  // The index of task runs in a state has them in this order.
  if (isOfOneState && table === "task_runs" && sort.startsWith("EXPECTED")) return undefined;
  return ORDER_INDEXES[table][sort];
}

const ORDER_INDEXES: Readonly<Record<Runs, Partial<Record<Sort, string>>>> = {
  flow_runs: {
    ID_DESC: "sqlite_autoindex_flow_runs_1",
    EXPECTED_START_TIME_ASC: "flow_runs_by_expected_start_time_id",
    EXPECTED_START_TIME_DESC: "flow_runs_by_expected_start_time_id",
    END_TIME_DESC: "flow_runs_by_end_time_id",
    NAME_ASC: "flow_runs_by_name",
    NAME_DESC: "flow_runs_by_name",
  },
  task_runs: {
    ID_DESC: "sqlite_autoindex_task_runs_1",
    EXPECTED_START_TIME_ASC: "task_runs_by_expected_start_time_id_state_type",
    EXPECTED_START_TIME_DESC: "task_runs_by_expected_start_time_id_state_type",
    END_TIME_DESC: "task_runs_by_end_time_id",
    NAME_ASC: "task_runs_by_name",
    NAME_DESC: "task_runs_by_name",
  },
};

/**
 * The ids of a page, in any order, when there are few runs to put in order, or enough among the first in the order of
 * all; otherwise undefined.
 */
export async function firstInOrder(
  db: Connection,
  table: Runs,
  page: WantedPage,
  { few, near } = BOUNDS,
): Promise<string[] | undefined> {
  return (await amongFew(db, table, page, few)) ?? (await nearby(db, table, page, near));
}

async function amongFew(
  db: Connection,
  table: Runs,
  { parts, order, limit, offset }: WantedPage,
  few: number,
): Promise<string[] | undefined> {
  const runs = sql.table(table);
  const columns = sql.join(ORDERED_BY[table].map((column) => sql.ref(column)));
  const found = parts.map(
    (matches) => sql`select * from (select ${columns} from ${runs} where ${matches} limit ${few + 1})`,
  );
  const page = sql`select id from found as ${runs} order by ${sql.join(order)} limit ${limit} offset ${offset}`;
  const { rows } = await sql<{ count: number; ids: string }>`
    with found as materialized (${sql.join(found, sql` union all `)})
    select count(*) as count, (select json_group_array(id) from (${page})) as ids from found`.execute(db);
  const { count, ids } = rows[0]!;
  return count > few ? undefined : (JSON.parse(ids) as string[]);
}

const ORDERED_BY: Readonly<Record<Runs, readonly string[]>> = {
  flow_runs: ["id", "expected_start_time", "end_time", "name"],
  task_runs: ["id", "expected_start_time", "end_time", "name"],
};

async function nearby(
  db: Connection,
  table: Runs,
  { matches, order, index, limit, offset }: WantedPage,
  near: number,
): Promise<string[] | undefined> {
  const runs = sql.table(table);
  const first = sql`select * from ${runs} indexed by ${sql.ref(index)} order by ${sql.join(order)} limit ${near}`;
  // SQLite takes the rows of a subquery as they come, and stops it when it has enough of them.
  const { rows } = await sql<{ id: string }>`
    select id from (${first}) as ${runs} where ${matches} limit ${limit + offset}`.execute(db);
  return rows.length < limit + offset ? undefined : rows.slice(offset).map(({ id }) => id);
}
