import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeSpreads, assumeStatistics } from "../sqlite/assume-statistics.ts";

/** Deployments, their schedules, and what finds their scheduled runs. */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await createDeployments(db, t);
  await createDeploymentSchedules(db, t);
  await sql`create index flow_runs_by_deployment_id_next_scheduled_start_time
    on flow_runs (deployment_id, next_scheduled_start_time)
    where next_scheduled_start_time is not null`.execute(db);
  if (dialect === "sqlite") await assumeManyDeployments(db);
}

async function createDeployments(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("deployments")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("flow_id", t.id, (c) => c.notNull().references("flows.id").onDelete("cascade"))
    .addColumn("version", t.text)
    .addColumn("description", t.text)
    .addColumn("paused", t.integer, (c) => c.notNull())
    .addColumn("status", t.text, (c) => c.notNull())
    .addColumn("last_polled", t.timestamp)
    .addColumn("concurrency_limit_id", t.id, (c) =>
      c.references("concurrency_limits.id").onDelete("set null"),
    )
    .addColumn("concurrency_options", t.text)
    .addColumn("work_queue_id", t.id)
    .addColumn("work_queue_name", t.text)
    .addColumn("job_variables", t.text, (c) => c.notNull())
    .addColumn("parameters", t.text, (c) => c.notNull())
    .addColumn("parameter_openapi_schema", t.text)
    .addColumn("enforce_parameter_schema", t.integer, (c) => c.notNull())
    .addColumn("tags", t.text, (c) => c.notNull())
    .addColumn("labels", t.text, (c) => c.notNull())
    .addColumn("pull_steps", t.text)
    .addColumn("path", t.text)
    .addColumn("entrypoint", t.text)
    .addColumn("storage_document_id", t.id)
    .addColumn("infrastructure_document_id", t.id)
    .addColumn("created_by", t.text)
    .addColumn("updated_by", t.text)
    .addUniqueConstraint("deployments_flow_id_name", ["flow_id", "name"])
    .execute();
  for (const columns of ["name, id", "created desc, id desc", "updated desc, id desc"]) {
    const name = sql.id(`deployments_by_${columns.split(/\W/)[0]}_id`);
    await sql`create index ${name} on deployments (${sql.raw(columns)})`.execute(db);
  }
  for (const reference of ["concurrency_limit_id", "work_queue_id"]) {
    const [name, column] = [sql.id(`deployments_by_${reference}`), sql.id(reference)];
    await sql`create index ${name} on deployments (${column}) where ${column} is not null`.execute(db);
  }
  await sql`create index deployments_by_last_polled on deployments (last_polled) where status = 'READY'`.execute(
    db,
  );
}

async function createDeploymentSchedules(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("deployment_schedules")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("deployment_id", t.id, (c) => c.notNull().references("deployments.id").onDelete("cascade"))
    .addColumn("schedule", t.text, (c) => c.notNull())
    .addColumn("active", t.integer, (c) => c.notNull())
    .addColumn("max_scheduled_runs", t.integer)
    .addColumn("parameters", t.text, (c) => c.notNull())
    .addColumn("slug", t.text)
    .addColumn("refill_time", t.timestamp)
    .execute();
  await sql`create index deployment_schedules_by_deployment_id_updated
    on deployment_schedules (deployment_id, updated)`.execute(db);
  await sql`create unique index deployment_schedules_by_slug on deployment_schedules (deployment_id, slug)
    where slug is not null`.execute(db);
  await sql`create index deployment_schedules_by_refill_time on deployment_schedules (refill_time)
    where refill_time is not null`.execute(db);
}

async function assumeManyDeployments(db: Kysely<unknown>): Promise<void> {
  await assumeSpreads(db, "flow_runs", {
    flow_runs_by_deployment_id_next_scheduled_start_time: "10000 10 1",
  });
  await assumeStatistics(db, "deployments", {
    sqlite_autoindex_deployments_1: "1000 1",
    sqlite_autoindex_deployments_2: "1000 5 1",
    deployments_by_name_id: "1000 2 1",
    deployments_by_created_id: "1000 1 1",
    deployments_by_updated_id: "1000 1 1",
    deployments_by_concurrency_limit_id: "100 1",
    deployments_by_work_queue_id: "1000 50",
    deployments_by_last_polled: "500 1",
  });
  await assumeStatistics(db, "deployment_schedules", {
    sqlite_autoindex_deployment_schedules_1: "1000 1",
    deployment_schedules_by_deployment_id_updated: "1000 1 1",
    deployment_schedules_by_slug: "100 1 1",
    deployment_schedules_by_refill_time: "1000 1",
  });
}
