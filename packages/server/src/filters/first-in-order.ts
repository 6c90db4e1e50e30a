import type { FlowRunSort, TaskRunSort } from "@reeve/protocol";
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { allOf, type Condition } from "./compile-filter.ts";
import type { Order } from "./order.ts";
import { areAllWanted, type RunFilters } from "./run-filters.ts";
import { type RunsByName, rowOf } from "./runs-by-name.ts";
import { areBetween, type LedRuns, ledInOrder, ledRuns } from "./runs-led-to.ts";
import { necessaryConditions, type SoleCondition, soleCondition } from "./sole-condition.ts";

type Runs = "flow_runs" | "task_runs";
type Sort = FlowRunSort | TaskRunSort;

/** Where SQLite finds a page of runs. */
export type Way = {
  /** The index that has all runs in the order of the list. */
  readonly orderIndex: string;
  /** What all runs are looked through in, as SQL behind the table's name; missing where an index leads to those that match. */
  readonly search?: RawBuilder<unknown>;
  /** The index that leads to those that match, where the planner might take another. */
  readonly lead?: string;
  /** Those that an index leads to, of which all are that match. */
  readonly led?: LedRuns;
};

/** Which of the runs that match a page wants: in parts that have no run in common, all together, in which order. */
export type WantedPage = {
  readonly parts: readonly Condition[];
  readonly matches: Condition;
  readonly order: Order;
  readonly limit: number;
  readonly offset: number;
};

/**
 * Of how many runs it is quick to put them in order, and how many of the first it is quick to go through. Both take some
 * milliseconds, and the first ten thousand hold a page of what is no rarer than one in two hundred. The nearest take a
 * fraction of one, and hold a page of what most runs are.
 */
const BOUNDS = { nearest: 500, few: 1_000, near: 10_000 };

// What an index leads to, of which there may be few or most of all.
const LEADS: Readonly<Record<Runs, RegExp>> = {
  flow_runs:
    /^(flow_runs\.(state\.(type|name)|deployment_id|work_queue_name)|flows\.(id|name)|deployments\.id)\.any_$/,
  task_runs: /^task_runs\.state\.(type|name)\.any_$/,
};

/**
 * The way to a page, where SQLite's planner would rather put in order whatever an index leads to, however many that are,
 * or would walk all runs for a name or a tag that none has; undefined where it reads a page in order by itself, and on PostgreSQL,
 * which knows how many there are.
 */
export function wayToPage(
  db: Connection,
  table: Runs,
  filters: RunFilters,
  sort: Sort,
  lead?: string,
): Way | undefined {
  if (dialectOf(db) !== "sqlite") return undefined;
  const orderIndex = ORDER_INDEXES[table][sort];
  const conditions = necessaryConditions(filters) ?? [];
  if (!orderIndex) return undefined;
  if (lead) return { orderIndex, lead };
  const [sole] = conditions.length === 1 ? conditions : [];
  const search = SEARCHES[sole?.path.replace(`${table}.`, "") ?? ""]?.(table);
  if (search) return { orderIndex, search };
  const isLed = conditions.some(({ path }) => LEADS[table].test(path));
  const isOfOne = sole !== undefined && (sole.value as unknown[]).length < 2;
  // The indexes of flow runs in a state, of a flow and of a deployment have them in the one order, that of task runs in
  // a state has them in the other.
  const led = table === "flow_runs" ? ledRuns(conditions) : undefined;
  const isInOrder =
    table === "flow_runs"
      ? sort.startsWith("START") && !conditions.some(isOutOfOrder)
      : isOfOne && sort.startsWith("EXPECTED") && sole.path === "task_runs.state.type.any_";
  return isLed && !isInOrder ? { orderIndex, ...(led && { led }) } : undefined;
}

/** Whether what an index leads to is not in its order: the runs from a queue of a name, and those of several flows. */
const isOutOfOrder = ({ path, value }: SoleCondition): boolean =>
  path === "flow_runs.work_queue_name.any_" || (OF_SOME.test(path) && (value as unknown[]).length > 1);

const OF_SOME = /^(flow_runs\.deployment_id|flows\.(id|name)|deployments\.id)\.any_$/;

/** Where whole tables have to be looked through it is quickest to do so as they are stored, or in an index of what is sought. */
const SEARCHES: Readonly<Record<string, (table: Runs) => RawBuilder<unknown>>> = {
  "name.like_": (table) => sql`indexed by ${sql.ref(`${table}_by_name`)}`,
  "tags.all_": () => sql`not indexed`,
  "tags.any_": () => sql`not indexed`,
};

const ORDER_INDEXES: Readonly<Record<Runs, Partial<Record<Sort, string>>>> = {
  flow_runs: {
    ID_DESC: "sqlite_autoindex_flow_runs_1",
    START_TIME_ASC: "flow_runs_by_sort_time_id_state_type",
    START_TIME_DESC: "flow_runs_by_sort_time_id_state_type",
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

// So much of a page among the nearest promises all of it among the near, which are twenty times as many; looking for few
// would come to nothing first.
const PROMISING = 1 / 5;

/**
 * The ids of a page, in any order, when there are few runs to put in order, or enough among the first in the order of
 * all; otherwise undefined.
 */
export async function firstInOrder(
  db: Connection,
  table: Runs,
  way: Way,
  page: WantedPage,
  { nearest, few, near, passed }: { nearest: number; few: number; near: number; passed?: number } = BOUNDS,
): Promise<string[] | undefined> {
  const end = page.limit + page.offset;
  const idsOf = (found: readonly string[]) => (found.length < end ? undefined : found.slice(page.offset));
  // Few are soon found where an index leads to them, and late where all runs are looked through.
  if (way.search)
    return idsOf(await nearby(db, table, way, page, near)) ?? amongFew(db, table, way, page, few);
  const found = await nearby(db, table, way, page, nearest);
  if (found.length === end) return idsOf(found);
  const isPromising = found.length >= Math.max(1, end * PROMISING);
  const nearIds = async () => idsOf(await nearby(db, table, way, page, near));
  if (isPromising) return (await nearIds()) ?? amongFew(db, table, way, page, few);
  if (way.led && (await areBetween(db, way.led, few)))
    return ledInOrder(db, way.led, way.orderIndex, page, passed);
  return (await amongFew(db, table, way, page, few)) ?? nearIds();
}

/**
 * The ids of a page, in order, on SQLite: where it has to sort what matches, it would write all that is selected of each
 * of them first, and where all runs are wanted, it would rather sort them than take them from an index in order.
 * Undefined on PostgreSQL, which writes what is on the page alone.
 */
export async function idsInOrder(
  db: Connection,
  table: Runs,
  filters: RunFilters,
  sort: Sort,
  page: Omit<WantedPage, "parts">,
): Promise<string[] | undefined> {
  if (dialectOf(db) !== "sqlite") return undefined;
  const orderIndex = areAllWanted(filters) ? ORDER_INDEXES[table][sort] : leadInOrder(table, filters, sort);
  return selectIdsOfPage(db, table, page, orderIndex ? sql`indexed by ${sql.ref(orderIndex)}` : undefined);
}

/** The ids of a page of which an index leads to each part, in any order, on PostgreSQL, which would find none for the whole. */
export async function idsOfParts(
  db: Connection,
  table: Runs,
  { parts, order, limit, offset }: WantedPage,
): Promise<string[]> {
  const columns = sql.join(ORDERED_BY[table].map((column) => sql.ref(column)));
  const found = parts.map(
    (matches) => sql`(select ${columns} from ${sql.table(table)} where ${matches}
      order by ${sql.join(order)} limit ${limit + offset})`,
  );
  const { rows } = await sql<{ id: string }>`
    select id from (${sql.join(found, sql` union all `)}) as ${sql.table(table)}
    order by ${sql.join(order)} limit ${limit} offset ${offset}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Which indexes have the runs in one state in the order of which lists, but for those of the same instant. */
const LEADS_IN_ORDER: Readonly<Record<Runs, { path: string; sort: string; index: string }>> = {
  flow_runs: {
    path: "flow_runs.state.type.any_",
    sort: "START_TIME",
    index: "flow_runs_by_state_type_sort_time",
  },
  task_runs: {
    path: "task_runs.state.type.any_",
    sort: "EXPECTED_START_TIME",
    index: "task_runs_by_state_type_expected_start_time",
  },
};

/** The planner would rather walk the index that has all runs in the whole of the order, past those that are in other states. */
function leadInOrder(table: Runs, filters: RunFilters, sort: Sort): string | undefined {
  const { path, value } = soleCondition(filters) ?? {};
  const lead = LEADS_IN_ORDER[table];
  const isOfOneState = path === lead.path && (value as unknown[]).length === 1;
  return isOfOneState && sort.startsWith(lead.sort) ? lead.index : undefined;
}

async function selectIdsOfPage(
  db: Connection,
  table: Runs,
  { matches, order, limit, offset }: Omit<WantedPage, "parts">,
  hint = sql``,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} ${hint} where ${matches}
    order by ${sql.join(order)} limit ${limit} offset ${offset}`.execute(db);
  return rows.map(({ id }) => id);
}

/** The ids of a page of runs with a part of a name, in any order. */
export async function firstNamed(
  db: Connection,
  table: Runs,
  named: RunsByName,
  sort: Sort,
  page: WantedPage,
  near = BOUNDS.near,
): Promise<string[]> {
  const orderIndex = named.isAll ? undefined : ORDER_INDEXES[table][sort];
  const found = orderIndex ? await nearbyNamed(db, table, named, orderIndex, page, near) : undefined;
  const matches = named.isAll ? page.matches : allOf([named.isAny, page.matches]);
  // What matches is known by the numbers of its rows.
  return found ?? selectIdsOfPage(db, table, { ...page, matches }, sql`not indexed`);
}

/** Past the runs that have not the part it goes in the index of the order alone. */
async function nearbyNamed(
  db: Connection,
  table: Runs,
  named: RunsByName,
  orderIndex: string,
  { matches, order, limit, offset }: WantedPage,
  near: number,
): Promise<string[] | undefined> {
  const runs = sql.table(table);
  const number = sql.ref("first.number");
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, ${rowOf(table)} as number from ${runs} indexed by ${sql.ref(orderIndex)}
      order by ${sql.join(order)} limit ${near}
    ) as first
    where ${named.isAmong(number)} and exists (select 1 from ${runs} where ${rowOf(table)} = ${number} and ${matches})
    limit ${limit + offset}`.execute(db);
  return rows.length < limit + offset ? undefined : rows.slice(offset).map(({ id }) => id);
}

async function amongFew(
  db: Connection,
  table: Runs,
  { search, lead }: Way,
  { parts, order, limit, offset }: WantedPage,
  few: number,
): Promise<string[] | undefined> {
  const runs = sql.table(table);
  const columns = sql.join(ORDERED_BY[table].map((column) => sql.ref(column)));
  const hint = search ?? (lead ? sql`indexed by ${sql.ref(lead)}` : sql``);
  const source = sql`${runs} ${hint}`;
  const found = parts.map(
    (matches) => sql`select * from (select ${columns} from ${source} where ${matches} limit ${few + 1})`,
  );
  const page = sql`select id from found as ${runs} order by ${sql.join(order)} limit ${limit} offset ${offset}`;
  const { rows } = await sql<{ count: number; ids: string }>`
    with found as materialized (${sql.join(found, sql` union all `)})
    select count(*) as count, (select json_group_array(id) from (${page})) as ids from found`.execute(db);
  const { count, ids } = rows[0]!;
  return count > few ? undefined : (JSON.parse(ids) as string[]);
}

const ORDERED_BY: Readonly<Record<Runs, readonly string[]>> = {
  flow_runs: ["id", "sort_time", "expected_start_time", "end_time", "name"],
  task_runs: ["id", "expected_start_time", "next_scheduled_start_time", "end_time", "name"],
};

/** Those of a page and of the pages before it that are among the first of all. */
async function nearby(
  db: Connection,
  table: Runs,
  { orderIndex }: Way,
  { matches, order, limit, offset }: WantedPage,
  near: number,
): Promise<string[]> {
  const runs = sql.table(table);
  const first = sql`select * from ${runs} indexed by ${sql.ref(orderIndex)} order by ${sql.join(order)} limit ${near}`;
  // SQLite takes the rows of a subquery as they come, and stops it when it has enough of them.
  const { rows } = await sql<{ id: string }>`
    select id from (${first}) as ${runs} where ${matches} limit ${limit + offset}`.execute(db);
  return rows.map(({ id }) => id);
}
