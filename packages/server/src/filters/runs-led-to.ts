import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import type { Condition } from "./compile-filter.ts";
import { flowRunsMatch } from "./index.ts";
import type { Order } from "./order.ts";
import type { RunFilters } from "./run-filters.ts";
import type { SoleCondition } from "./sole-condition.ts";

/** Flow runs of some flows or deployments, which an index has beside each other, with the numbers of their rows. */
export type LedRuns = { readonly index: string; readonly areLed: Condition };

// So many numbers are soon held together. Of more, a page is found among the first of all runs.
const MOST = 20_000;
// So many others are passed in some milliseconds.
const MOST_PASSED = 100_000;
const BY_NAME = "flow_runs_by_name";

// SQLite takes a partial index for a list of values, and not for rows made from JSON, as longer lists are.
const MOST_VALUES = 16;

const INDEXES: Readonly<Record<string, string>> = {
  "flows.id.any_": "flow_runs_by_flow_id_sort_time",
  "flows.name.any_": "flow_runs_by_flow_id_sort_time",
  "flow_runs.deployment_id.any_": "flow_runs_by_deployment_id_sort_time",
  "deployments.id.any_": "flow_runs_by_deployment_id_sort_time",
};

/** What an index leads to of that which filters ask for; undefined where it leads to nothing, or to names that have to be looked up. */
export function ledRuns(conditions: readonly SoleCondition[]): LedRuns | undefined {
  const condition = conditions.find(({ path, value }) => {
    const most = path === "flows.name.any_" ? 1 : MOST_VALUES;
    return path in INDEXES && isBetween(1, (value as unknown[]).length, most);
  });
  if (!condition) return undefined;
  const [resource, field] = condition.path.split(".") as [keyof RunFilters, string];
  const filters: RunFilters = { [resource]: { [field]: { any_: condition.value } } };
  return { index: INDEXES[condition.path]!, areLed: flowRunsMatch("sqlite", filters) };
}

/** Whether there are more of them than so many, and yet no more than are soon held together. */
export async function areBetween(db: Connection, led: LedRuns, few: number): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 ${from(led)} limit ${MOST + 1}) as led`.execute(db);
  const { count } = rows[0]!;
  return count > few && count <= MOST;
}

/**
 * The ids of a page of those that match, in order, on SQLite. It walks the index of the order, which has the number of each row,
 * and looks at no other row than theirs: a row takes ten times as long. Undefined where they are not among the first in it.
 */
export async function ledInOrder(
  db: Connection,
  led: LedRuns,
  orderIndex: string,
  { matches, order, limit, offset }: { matches: Condition; order: Order; limit: number; offset: number },
  most = MOST_PASSED,
): Promise<string[] | undefined> {
  const [row, walked] = [sql.ref("flow_runs.rowid"), sql`flow_runs indexed by ${sql.ref(orderIndex)}`];
  const isLed = sql<SqlBool>`number in (select rowid ${from(led)})`;
  // Names are in no index whole, so that to number the first is to look at their rows.
  const { rows } = await (orderIndex === BY_NAME
    ? sql<{ id: string }>`
        select id from ${walked} where ${row} in (select rowid ${from(led)}) and ${matches}
        order by ${sql.join(order)} limit ${limit + offset}`
    : sql<{ id: string }>`
        select id from (
          select id, ${row} as number from ${walked} order by ${sql.join(order)} limit ${most}
        ) as first
        where ${isLed} and exists (select 1 from flow_runs where ${row} = number and ${matches})
        limit ${limit + offset}`
  ).execute(db);
  return rows.length < limit + offset ? undefined : rows.slice(offset).map(({ id }) => id);
}

const isBetween = (least: number, number: number, most: number): boolean => least <= number && number <= most;

const from = ({ index, areLed }: LedRuns): RawBuilder<unknown> =>
  sql`from flow_runs indexed by ${sql.ref(index)} where ${areLed}`;
