import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeBusyServer } from "./0001-runs-statistics.ts";

/** Flows, runs, states, logs, events and limits. */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await createFlows(db, t);
  await createFlowRuns(db, t);
  await indexFlowRuns(db, dialect);
  await createTaskRuns(db, t);
  await indexTaskRuns(db, dialect);
  await createLogs(db, t);
  await createEvents(db, t, dialect);
  await createLimits(db, t);
  await createConfiguration(db, t);
  if (dialect === "sqlite") await assumeBusyServer(db);
}

async function createFlows(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("flows")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull().unique())
    .addColumn("tags", t.text, (c) => c.notNull())
    .addColumn("labels", t.text, (c) => c.notNull())
    .execute();
}

async function createFlowRuns(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("flow_runs")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("flow_id", t.id, (c) => c.notNull().references("flows.id").onDelete("cascade"))
    .addColumn("deployment_id", t.id)
    .addColumn("deployment_version", t.text)
    .addColumn("work_queue_id", t.id)
    .addColumn("work_queue_name", t.text)
    .addColumn("flow_version", t.text)
    .addColumn("parameters", t.text, (c) => c.notNull())
    .addColumn("idempotency_key", t.text)
    .addColumn("context", t.text, (c) => c.notNull())
    .addColumn("empirical_policy", t.text, (c) => c.notNull())
    .addColumn("tags", t.text, (c) => c.notNull())
    .addColumn("labels", t.text, (c) => c.notNull())
    .addColumn("parent_task_run_id", t.id)
    .addColumn("state_id", t.id)
    .addColumn("state_type", t.text)
    .addColumn("state_name", t.text)
    .addColumn("state_timestamp", t.timestamp)
    .addColumn("run_count", t.integer, (c) => c.notNull())
    .addColumn("expected_start_time", t.timestamp)
    .addColumn("next_scheduled_start_time", t.timestamp)
    .addColumn("start_time", t.timestamp)
    .addColumn("end_time", t.timestamp)
    .addColumn("sort_time", t.timestamp)
    .addColumn("total_run_time", t.number, (c) => c.notNull())
    .addColumn("auto_scheduled", t.integer, (c) => c.notNull())
    .addColumn("infrastructure_document_id", t.id)
    .addColumn("infrastructure_pid", t.text)
    .addColumn("created_by", t.text)
    .addColumn("job_variables", t.text)
    .execute();
  await createStates(db, t, "flow_run");
}

async function indexFlowRuns(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await sql`create unique index flow_runs_by_idempotency_key on flow_runs (flow_id, idempotency_key)
    where idempotency_key is not null`.execute(db);
  const latest = latestFirst(dialect);
  await index(db, "flow_runs", [latest("sort_time"), "id desc", ...carriedState(dialect)]);
  await index(db, "flow_runs", [latest("expected_start_time"), "id desc"]);
  await index(db, "flow_runs", [latest("end_time"), "id desc"]);
  await index(db, "flow_runs", [beginningOf("name")]);
  await index(db, "flow_runs", ["state_type", latest("sort_time")]);
  await index(
    db,
    "flow_runs",
    ["state_type", "next_scheduled_start_time"],
    "next_scheduled_start_time is not null",
  );
  await index(db, "flow_runs", ["flow_id", latest("sort_time")]);
  await index(db, "flow_runs", ["deployment_id", latest("sort_time")], "deployment_id is not null");
  await index(db, "flow_runs", ["parent_task_run_id"], "parent_task_run_id is not null");
}

async function createTaskRuns(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("task_runs")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("flow_run_id", t.id, (c) => c.references("flow_runs.id").onDelete("cascade"))
    .addColumn("task_key", t.text, (c) => c.notNull())
    .addColumn("dynamic_key", t.text, (c) => c.notNull())
    .addColumn("cache_key", t.text)
    .addColumn("cache_expiration", t.timestamp)
    .addColumn("task_version", t.text)
    .addColumn("empirical_policy", t.text, (c) => c.notNull())
    .addColumn("tags", t.text, (c) => c.notNull())
    .addColumn("labels", t.text, (c) => c.notNull())
    .addColumn("task_inputs", t.text, (c) => c.notNull())
    .addColumn("state_id", t.id)
    .addColumn("state_type", t.text)
    .addColumn("state_name", t.text)
    .addColumn("state_timestamp", t.timestamp)
    .addColumn("run_count", t.integer, (c) => c.notNull())
    .addColumn("flow_run_run_count", t.integer, (c) => c.notNull())
    .addColumn("expected_start_time", t.timestamp)
    .addColumn("next_scheduled_start_time", t.timestamp)
    .addColumn("start_time", t.timestamp)
    .addColumn("end_time", t.timestamp)
    .addColumn("total_run_time", t.number, (c) => c.notNull())
    .addUniqueConstraint("task_runs_flow_run_id_task_key_dynamic_key", [
      "flow_run_id",
      "task_key",
      "dynamic_key",
    ])
    .execute();
  await createStates(db, t, "task_run");
}

async function indexTaskRuns(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const latest = latestFirst(dialect);
  await index(db, "task_runs", [latest("expected_start_time"), "id desc", ...carriedState(dialect)]);
  await index(db, "task_runs", [latest("end_time"), "id desc"]);
  await index(db, "task_runs", [beginningOf("name")]);
  await index(db, "task_runs", ["state_type", latest("expected_start_time")]);
}

async function createStates(
  db: Kysely<unknown>,
  t: ColumnTypes,
  run: "flow_run" | "task_run",
): Promise<void> {
  const table = `${run}_states`;
  await db.schema
    .createTable(table)
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn(`${run}_id`, t.id, (c) => c.notNull().references(`${run}s.id`).onDelete("cascade"))
    .addColumn("type", t.text, (c) => c.notNull())
    .addColumn("name", t.text)
    .addColumn("timestamp", t.timestamp, (c) => c.notNull())
    .addColumn("message", t.text)
    .addColumn("data", t.text)
    .addColumn("state_details", t.text, (c) => c.notNull())
    .execute();
  await index(db, table, [`${run}_id`, "timestamp"]);
}

async function createLogs(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("logs")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("level", t.integer, (c) => c.notNull())
    .addColumn("message", t.text, (c) => c.notNull())
    .addColumn("timestamp", t.timestamp, (c) => c.notNull())
    .addColumn("flow_run_id", t.id)
    .addColumn("task_run_id", t.id)
    .execute();
  await index(db, "logs", ["flow_run_id", "timestamp"]);
  await index(db, "logs", ["task_run_id", "timestamp"], "task_run_id is not null");
}

async function createEvents(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable("events")
    .addColumn("sequence", t.sequence)
    .addColumn("id", t.id, (c) => c.notNull().unique())
    .addColumn("occurred", t.timestamp, (c) => c.notNull())
    .addColumn("received", t.timestamp, (c) => c.notNull())
    .addColumn("event", t.text, (c) => c.notNull())
    .addColumn("resource_id", t.text, (c) => c.notNull())
    .addColumn("resource", t.text, (c) => c.notNull())
    .addColumn("related", t.text, (c) => c.notNull())
    .addColumn("payload", t.text, (c) => c.notNull())
    .addColumn("follows", t.id)
    .execute();
  await index(db, "events", ["occurred"]);
  if (dialect === "postgres") {
    // Sequence numbers can commit out of order: events are read by transaction, up to the oldest that is still open.
    await sql`alter table events add column transaction_id xid8 not null default pg_current_xact_id()`.execute(
      db,
    );
    await index(db, "events", ["transaction_id", "sequence"]);
  }
}

async function createLimits(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("concurrency_limits")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull().unique())
    .addColumn("limit", t.integer, (c) => c.notNull())
    .addColumn("active", t.integer, (c) => c.notNull())
    .addColumn("active_slots", t.integer, (c) => c.notNull())
    .addColumn("denied_slots", t.integer, (c) => c.notNull())
    .addColumn("slot_decay_per_second", t.number, (c) => c.notNull())
    .addColumn("avg_slot_occupancy_seconds", t.number, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("concurrency_leases")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("expires", t.timestamp, (c) => c.notNull())
    .addColumn("holder_type", t.text)
    .addColumn("holder_id", t.id)
    .execute();
  await index(db, "concurrency_leases", ["expires"]);
  await db.schema
    .createTable("concurrency_lease_slots")
    .addColumn("lease_id", t.id, (c) => c.notNull().references("concurrency_leases.id").onDelete("cascade"))
    .addColumn("concurrency_limit_id", t.id, (c) =>
      c.notNull().references("concurrency_limits.id").onDelete("cascade"),
    )
    .addColumn("slots", t.integer, (c) => c.notNull())
    .addPrimaryKeyConstraint("concurrency_lease_slots_primary_key", ["lease_id", "concurrency_limit_id"])
    .execute();
  await index(db, "concurrency_lease_slots", ["concurrency_limit_id"]);
}

async function createConfiguration(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("configuration")
    .addColumn("key", t.text, (c) => c.primaryKey())
    .addColumn("value", t.text, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("csrf_tokens")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("client", t.text, (c) => c.notNull().unique())
    .addColumn("token", t.text, (c) => c.notNull())
    .addColumn("expiration", t.timestamp, (c) => c.notNull())
    .execute();
}

/** Lists put rows without a time at the end of the latest first; PostgreSQL's indexes have to say so, SQLite's do. */
const latestFirst =
  (dialect: DialectName) =>
  (column: string): string =>
    dialect === "postgres" ? `${column} desc nulls last` : `${column} desc`;

/** SQLite skips runs in other states without leaving an index that carries the state; PostgreSQL would not. */
const carriedState = (dialect: DialectName): string[] => (dialect === "sqlite" ? ["state_type"] : []);

/** Enough of a text to find and sort by: PostgreSQL cannot index one of more than some 2,700 bytes. */
const beginningOf = (column: string): string => `substr(${column}, 1, 100)`;

/** Indexes the rows that `where` is true of: one that leaves null out is never taken for a list of what has none. */
async function index(db: Kysely<unknown>, table: string, columns: string[], where?: string): Promise<void> {
  const names = columns.map((column) => /^(?:substr\()?(\w+)/.exec(column)?.[1]);
  const name = sql.id(`${table}_by_${names.join("_")}`);
  const condition = sql.raw(where ? ` where ${where}` : "");
  await sql`create index ${name} on ${sql.table(table)} (${sql.raw(columns.join(", "))})${condition}`.execute(
    db,
  );
}
