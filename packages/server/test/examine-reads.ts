import {
  CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql as sqlOf,
} from "kysely";
import type { Connection, Database } from "../src/db/database.ts";
import type { Schema } from "../src/db/schema.ts";

/**
 * A database whose reads are carried out and examined: `faults` fills with what reads too much. On SQLite its plan tells;
 * PostgreSQL tells how many rows it looked at, of which `mostRows` are still few.
 */
export function examineReads(
  database: Database,
  mostRows: number,
): { database: Database; readonly faults: string[] } {
  const faults: string[] = [];
  const examine = database.dialect === "sqlite" ? examineOnSqlite : examineOnPostgres;
  const connection: DatabaseConnection = {
    executeQuery: async (query) => {
      faults.push(...(await examine(database.reader, query, mostRows)));
      return database.reader.executeQuery(query as CompiledQuery<never>);
    },
    streamQuery: () => {
      throw new Error("Nothing is streamed.");
    },
  };
  const reader = new Kysely<Schema>({
    dialect: {
      createDriver: () => Object.assign(new DummyDriver(), { acquireConnection: async () => connection }),
      ...(database.dialect === "sqlite" ? SQLITE : POSTGRES),
    },
  });
  const examined: Database = {
    dialect: database.dialect,
    migrated: database.migrated,
    damage: database.damage,
    reclaimSpace: () => database.reclaimSpace(),
    reader,
    scanner: reader,
    write: (operation) => database.write(operation),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
  return { database: examined, faults };
}

const SQLITE = {
  createAdapter: () => new SqliteAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
};
const POSTGRES = {
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
};

/** The tables that grow with the history. */
const LARGE = new Set([
  "flow_runs",
  "flow_run_states",
  "task_runs",
  "task_run_states",
  "logs",
  "events",
  "event_related",
]);

type Examine = (db: Connection, query: CompiledQuery, mostRows: number) => Promise<string[]>;

type Instruction = { opcode: string; p1: number; p2: number };

const examineOnSqlite: Examine = async (db, query) => [
  ...(await findScans(db, query)),
  ...(await findWork(db, query)),
];

// Half as much again as the longest way to a page: ten thousand runs, one here and one there. Held against it, a read is
// found too much on a fast and on a slow machine alike.
const MOST_WORK = CompiledQuery.raw(`select count(state_type) from (
  select state_type from flow_runs indexed by flow_runs_by_name
  order by substr(name, 1, 100) desc, name desc, id desc limit 15000)`);

// Less than that takes anywhere.
const LITTLE_CPU_MS = 5;

/** Whether it takes too long when it is quickest: a search may find most rows there are, which no plan tells. */
async function findWork(db: Connection, query: CompiledQuery): Promise<string[]> {
  let [shortest, most] = [Infinity, Infinity];
  for (let round = 1; round <= 3; round += 1) {
    shortest = Math.min(shortest, await cpuOf(db, query));
    if (shortest < LITTLE_CPU_MS) return [];
    most = Math.min(most, await cpuOf(db, MOST_WORK));
    if (shortest < most) return [];
  }
  return [`${shortest} ms of work, of ${most} at most, for ${query.sql}`];
}

/** How much of a processor it takes, in milliseconds. */
async function cpuOf(db: Connection, query: CompiledQuery): Promise<number> {
  const before = process.threadCpuUsage();
  await db.executeQuery(query);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Reads the program that SQLite runs: a cursor that is put at either end of a table or index goes through all of it. */
const findScans = async (db: Connection, { sql, parameters }: CompiledQuery): Promise<string[]> => {
  const explained = CompiledQuery.raw(`explain ${sql}`, [...parameters]);
  const { rows: program } = await db.executeQuery<Instruction>(explained);
  const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]);
  const { rows: steps } = await db.executeQuery<{ detail: string }>(plan);
  // Unless the first rows in the order of an index are enough.
  const isInOrder = !steps.some(({ detail }) => detail.includes("FOR ORDER BY"));
  const isFirstInOrder = isInOrder && /\blimit\b/.test(sql);
  const places = await db
    .selectFrom(sqlOf<{ name: string; tbl_name: string; rootpage: number }>`sqlite_schema`.as("place"))
    .select(["name", "tbl_name", "rootpage"])
    .execute();
  return program
    .filter(({ opcode }) => opcode === "Rewind" || opcode === "Last")
    .map(({ p1 }) => {
      const opened = program.find(({ opcode, p1: cursor }) => opcode === "OpenRead" && cursor === p1);
      return places.find(({ rootpage }) => rootpage === opened?.p2);
    })
    .filter(
      (place) => place && LARGE.has(place.tbl_name) && !(place.name !== place.tbl_name && isFirstInOrder),
    )
    .map((place) => `A scan of ${place!.name} for ${sql}`);
};

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
};

const examineOnPostgres: Examine = async (db, { sql, parameters }, mostRows) => {
  const explained = CompiledQuery.raw(`explain (analyze, format json) ${sql}`, [...parameters]);
  const { rows } = await db.executeQuery<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(explained);
  const read = nodesOf(rows[0]!["QUERY PLAN"][0].Plan).filter((node) =>
    LARGE.has(node["Relation Name"] ?? ""),
  );
  return read
    .map((node) => ({ node, count: rowsReadBy(node) }))
    .filter(({ count }) => count > mostRows)
    .map(({ node, count }) => `${node["Node Type"]} of ${count} rows of ${node["Relation Name"]} for ${sql}`);
};

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const rowsReadBy = (node: PlanNode): number =>
  (node["Actual Loops"] ?? 1) *
  ((node["Actual Rows"] ?? 0) +
    (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Index Recheck"] ?? 0));
