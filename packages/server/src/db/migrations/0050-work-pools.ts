import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeSpreads, assumeStatistics } from "../sqlite/assume-statistics.ts";

/** Work pools with their queues and workers, and what finds the runs of a queue. */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await createWorkPools(db, t);
  await createWorkQueues(db, t);
  await createWorkers(db, t);
  await indexRunsOfQueues(db, dialect);
  if (dialect === "sqlite") await assumeBusyPools(db);
}

async function createWorkPools(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("work_pools")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull().unique())
    .addColumn("description", t.text)
    .addColumn("type", t.text, (c) => c.notNull())
    .addColumn("base_job_template", t.text, (c) => c.notNull())
    .addColumn("is_paused", t.integer, (c) => c.notNull())
    .addColumn("concurrency_limit", t.integer)
    .addColumn("status", t.text)
    .addColumn("status_event_id", t.id)
    .addColumn("status_time", t.timestamp)
    .addColumn("default_queue_id", t.id)
    .addColumn("storage_configuration", t.text, (c) => c.notNull())
    .execute();
}

async function createWorkQueues(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("work_queues")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("work_pool_id", t.id, (c) => c.notNull().references("work_pools.id").onDelete("cascade"))
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("description", t.text)
    .addColumn("is_paused", t.integer, (c) => c.notNull())
    .addColumn("concurrency_limit", t.integer)
    .addColumn("priority", t.integer, (c) => c.notNull())
    .addColumn("filter", t.text)
    .addColumn("last_polled", t.timestamp)
    .addColumn("status", t.text, (c) => c.notNull())
    .addUniqueConstraint("work_queues_work_pool_id_name", ["work_pool_id", "name"])
    .execute();
  await sql`create index work_queues_by_work_pool_id_priority on work_queues (work_pool_id, priority)`.execute(
    db,
  );
  await sql`create index work_queues_by_name_id on work_queues (name, id)`.execute(db);
  await sql`create index work_queues_by_last_polled on work_queues (last_polled)
    where status = 'READY'`.execute(db);
}

async function createWorkers(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("workers")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("work_pool_id", t.id, (c) => c.notNull().references("work_pools.id").onDelete("cascade"))
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("last_heartbeat_time", t.timestamp, (c) => c.notNull())
    .addColumn("heartbeat_interval_seconds", t.integer)
    .addColumn("status", t.text, (c) => c.notNull())
    .addUniqueConstraint("workers_work_pool_id_name", ["work_pool_id", "name"])
    .execute();
  await sql`create index workers_by_work_pool_id_last_heartbeat_time
    on workers (work_pool_id, last_heartbeat_time desc, id)`.execute(db);
}

/** Runs that came from no queue, which may be most, are in none of these. */
async function indexRunsOfQueues(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const latest = dialect === "postgres" ? "sort_time desc nulls last" : "sort_time desc";
  await sql`create index flow_runs_by_work_queue_id_sort_time on flow_runs (work_queue_id, ${sql.raw(latest)})
    where work_queue_id is not null`.execute(db);
  await sql`create index flow_runs_by_work_queue_id_next_scheduled_start_time
    on flow_runs (work_queue_id, next_scheduled_start_time)
    where next_scheduled_start_time is not null`.execute(db);
  await sql`create index flow_runs_by_work_queue_id_state_type on flow_runs (work_queue_id, state_type)
    where state_type in ('PENDING', 'RUNNING', 'CANCELLING')`.execute(db);
}

async function assumeBusyPools(db: Kysely<unknown>): Promise<void> {
  await assumeSpreads(db, "flow_runs", {
    flow_runs_by_work_queue_id_sort_time: "500000 10000 1",
    flow_runs_by_work_queue_id_next_scheduled_start_time: "10000 1000 1",
    flow_runs_by_work_queue_id_state_type: "1000 100 30",
  });
  await assumeStatistics(db, "work_pools", {
    sqlite_autoindex_work_pools_1: "20 1",
    sqlite_autoindex_work_pools_2: "20 1",
  });
  await assumeStatistics(db, "work_queues", {
    sqlite_autoindex_work_queues_1: "100 1",
    sqlite_autoindex_work_queues_2: "100 5 1",
    work_queues_by_work_pool_id_priority: "100 5 1",
    work_queues_by_name_id: "100 5 1",
    work_queues_by_last_polled: "50 1",
  });
  await assumeStatistics(db, "workers", {
    sqlite_autoindex_workers_1: "100 1",
    sqlite_autoindex_workers_2: "100 5 1",
    workers_by_work_pool_id_last_heartbeat_time: "100 5 1 1",
  });
}
