import type { DeploymentSort, Timestamp } from "@reeve/protocol";
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { insertRow, insertRows } from "../db/insert-rows.ts";
import { givenIds, jsonRows } from "../db/json-rows.ts";
import { lockRows } from "../db/locking.ts";
import type { DeploymentSchedulesTable, DeploymentsTable } from "../db/schema/deployments.ts";
import { updateRow } from "../db/update-row.ts";
import { deploymentOrder, inOrder } from "../filters/order.ts";
import type { DeploymentRow } from "./deployment-row.ts";
import { deploymentRow, deploymentText } from "./deployment-selections.ts";
import type { DeploymentText } from "./deployment-text.ts";

/** What a deployment is addressed by. */
export type DeploymentKey =
  | { id: string }
  | { flow_id: string; name: string }
  | { flow_name: string; deployment_name: string };

function deploymentOf(db: Connection, key: DeploymentKey) {
  if ("id" in key) return deploymentRow(db).where("deployments.id", "=", key.id);
  if ("flow_id" in key) {
    return deploymentRow(db)
      .where("deployments.flow_id", "=", key.flow_id)
      .where("deployments.name", "=", key.name);
  }
  const flows = db.selectFrom("flows").select("flows.id").where("flows.name", "=", key.flow_name);
  return deploymentRow(db)
    .where("deployments.flow_id", "in", flows)
    .where("deployments.name", "=", key.deployment_name);
}

export const selectDeployment = (db: Connection, key: DeploymentKey): Promise<DeploymentRow | undefined> =>
  deploymentOf(db, key).executeTakeFirst();

/** The deployment; nobody else changes it until the transaction ends. */
export const lockDeployment = (db: Connection, key: DeploymentKey): Promise<DeploymentRow | undefined> =>
  lockRows(db, deploymentOf(db, key), "deployments").executeTakeFirst();

type Page = { sort: DeploymentSort; limit: number; offset: number };

export const selectDeployments = (
  db: Connection,
  matches: Expression<SqlBool>,
  page: Page,
): Promise<DeploymentRow[]> => pageOf(deploymentRow(db).where(matches), page).execute();

/** The same written as JSON, for those who only hand it on. */
export const selectDeploymentTexts = (
  db: Connection,
  matches: Expression<SqlBool>,
  page: Page,
): Promise<DeploymentText[]> => pageOf(deploymentText(db).where(matches), page).execute();

const pageOf = <DB, TB extends keyof DB, R>(
  query: SelectQueryBuilder<DB, TB, R>,
  { sort, limit, offset }: Page,
): SelectQueryBuilder<DB, TB, R> => inOrder(query, deploymentOrder(sort)).limit(limit).offset(offset);

export async function countDeploymentRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("deployments")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}

export const insertDeployment = (db: Connection, row: DeploymentsTable): Promise<void> =>
  insertRow(db, "deployments", row);

export const updateDeploymentRow = (
  db: Connection,
  id: string,
  changes: Partial<DeploymentsTable>,
): Promise<boolean> => updateRow(db, "deployments", id, changes);

export async function deleteDeploymentRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("deployments").where("id", "=", id).execute();
}

/** The schedules of these deployments, the last changed first. */
export const selectSchedules = (
  db: Connection,
  deploymentIds: readonly string[],
): Promise<DeploymentSchedulesTable[]> =>
  db
    .selectFrom("deployment_schedules")
    .selectAll()
    .where("deployment_id", "in", deploymentIds)
    .orderBy("updated", "desc")
    .orderBy("id")
    .execute();

export async function insertSchedules(
  db: Connection,
  rows: readonly DeploymentSchedulesTable[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first) as (keyof DeploymentSchedulesTable & string)[];
  const values = rows.map((row) => columns.map((column) => row[column]));
  await insertRows(db, "deployment_schedules", columns, values);
}

export const updateScheduleRow = (
  db: Connection,
  id: string,
  changes: Partial<DeploymentSchedulesTable>,
): Promise<boolean> => updateRow(db, "deployment_schedules", id, changes);

export async function deleteSchedulesById(db: Connection, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.deleteFrom("deployment_schedules").where("id", "in", ids).execute();
}

/**
 * When the active schedules of a deployment are to be looked at next, to make all their runs anew; never when nothing
 * is given.
 */
export async function updateRefillTimes(
  db: Connection,
  deploymentId: string,
  refillTime: Timestamp | null,
): Promise<void> {
  await db
    .updateTable("deployment_schedules")
    .set({
      refill_time: sql`case when active = 1 then ${bound(db, refillTime)} end`,
      scheduled_until: null,
    })
    .where("deployment_id", "=", deploymentId)
    .execute();
}

// PostgreSQL would take a bare parameter within an expression for text.
const bound = (db: Connection, time: Timestamp | null) =>
  dialectOf(db) === "postgres" ? sql`${time}::timestamptz` : sql`${time}`;

/** Marks deployments as polled; in the order of their ids, so that two who do it never wait for each other. */
export async function updatePolled(db: Connection, ids: readonly string[], polled: Timestamp): Promise<void> {
  for (const id of ids.toSorted())
    await updateRow(db, "deployments", id, { last_polled: polled, status: "READY" });
}

export const selectStatuses = (
  db: Connection,
  ids: readonly string[],
): Promise<Pick<DeploymentsTable, "id" | "status" | "last_polled">[]> =>
  db
    .selectFrom("deployments")
    .select(["id", "status", "last_polled"])
    .where("id", "in", givenIds(db, ids))
    .execute();

/** The deployments that are not ready, of these queues. */
export async function selectUnreadyOfQueues(db: Connection, queueIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom("deployments")
    .select("id")
    .where("work_queue_id", "in", queueIds)
    .where("status", "=", "NOT_READY")
    .execute();
  return rows.map(({ id }) => id);
}

/** Since when nobody may have fetched the runs of a deployment by its id, and of its queue, for it to count as silent. */
export type SilentSince = { readonly deployment: Timestamp; readonly queue: Timestamp };

const unpolledDeployments = (db: Connection, { deployment, queue }: SilentSince) =>
  deploymentRow(db)
    .where("deployments.status", "=", "READY")
    .where(({ or, eb }) =>
      or([eb("deployments.last_polled", "is", null), eb("deployments.last_polled", "<", deployment)]),
    )
    .where(({ or, eb }) =>
      or([eb("work_queues.last_polled", "is", null), eb("work_queues.last_polled", "<", queue)]),
    );

/** The deployments that are ready though nobody fetches their runs. */
export async function selectUnpolledDeploymentIds(db: Connection, since: SilentSince): Promise<string[]> {
  const rows = await unpolledDeployments(db, since)
    .clearSelect()
    .select("deployments.id")
    .orderBy("deployments.id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Those of the deployments of which this still holds; nobody else changes them until the transaction ends. */
export const lockUnpolledDeployments = (
  db: Connection,
  ids: readonly string[],
  since: SilentSince,
): Promise<DeploymentRow[]> =>
  lockRows(
    db,
    unpolledDeployments(db, since).where("deployments.id", "in", ids).orderBy("deployments.id"),
    "deployments",
  ).execute();

/** A schedule that makes runs, with what these take from its deployment. */
export type ScheduleToRun = DeploymentSchedulesTable &
  Pick<
    DeploymentsTable,
    | "flow_id"
    | "version"
    | "work_queue_id"
    | "work_queue_name"
    | "tags"
    | "labels"
    | "infrastructure_document_id"
  > & { deployment_parameters: string };

const schedulesToRun = (db: Connection) =>
  db
    .selectFrom("deployment_schedules")
    .innerJoin("deployments", "deployments.id", "deployment_schedules.deployment_id")
    .selectAll("deployment_schedules")
    .select([
      "deployments.flow_id",
      "deployments.version",
      "deployments.work_queue_id",
      "deployments.work_queue_name",
      "deployments.tags",
      "deployments.labels",
      "deployments.infrastructure_document_id",
      "deployments.parameters as deployment_parameters",
    ])
    .where("deployment_schedules.active", "=", 1);

/** The schedules that have to be looked at by now, the longest overdue first, after a certain one. */
export const selectDueSchedules = (
  db: Connection,
  now: Timestamp,
  after: Pick<DeploymentSchedulesTable, "id" | "refill_time"> | undefined,
  limit: number,
): Promise<ScheduleToRun[]> =>
  schedulesToRun(db)
    .where("deployment_schedules.refill_time", "<=", now)
    .where("deployments.paused", "=", 0)
    .$if(after !== undefined, (query) =>
      query.where((where) =>
        where(
          where.refTuple("deployment_schedules.refill_time", "deployment_schedules.id"),
          ">",
          where.tuple(after!.refill_time, after!.id),
        ),
      ),
    )
    .orderBy("deployment_schedules.refill_time")
    .orderBy("deployment_schedules.id")
    .limit(limit)
    .execute();

/** The schedules of a deployment that make runs. */
export const selectActiveSchedules = (db: Connection, deploymentId: string): Promise<ScheduleToRun[]> =>
  schedulesToRun(db).where("deployments.id", "=", deploymentId).execute();

/** Keeps these deployments as they are until the transaction ends; in one order, so that nobody waits in a circle. */
export async function lockDeployments(db: Connection, ids: readonly string[]): Promise<void> {
  const query = db.selectFrom("deployments").select("id").where("id", "in", ids).orderBy("id");
  await lockRows(db, query, "deployments").execute();
}

/** What a look at a schedule leaves behind: when the next one is due, and up to which time there are runs now. */
export type ScheduleClaim = {
  readonly id: string;
  readonly from: Timestamp | null;
  readonly to: Timestamp | null;
  readonly until: Timestamp | null;
};

/** Notes that schedules were looked at; answers the ids of those that nobody else looked at meanwhile or changed. */
export async function claimRefills(
  db: Connection,
  claims: readonly ScheduleClaim[],
): Promise<ReadonlySet<string>> {
  const given = jsonRows(
    db,
    claims.map(({ id, from, to, until }) => [id, from, to, until]),
  );
  const { rows } = await sql<{ id: string }>`
    update deployment_schedules set refill_time = ${given.time(2)}, scheduled_until = ${given.time(3)} from ${given.table}
    where deployment_schedules.id = ${given.id(0)} and deployment_schedules.refill_time = ${given.time(1)}
    returning deployment_schedules.id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
