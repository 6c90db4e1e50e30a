import { type FlowRunSort, type State, TERMINAL_STATE_TYPES } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { insertRow } from "../db/insert-rows.ts";
import { jsonField } from "../db/json-field.ts";
import { lockRows } from "../db/locking.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { updateRow } from "../db/update-row.ts";
import { firstInOrder, firstNamed, idsInOrder, wayToPage } from "../filters/first-in-order.ts";
import type { FoundRuns } from "../filters/narrow-runs.ts";
import { flowRunOrder, inOrder } from "../filters/order.ts";
import type { RunFilters } from "../filters/run-filters.ts";
import { lacksCurrentState, type StateColumns, toStateColumns } from "../states/state-row.ts";
import type { FlowRunRow } from "./flow-run-row.ts";
import { flowRunRow, type Listing, type Selection } from "./flow-run-selections.ts";
import type { Part } from "./parts-in-order.ts";

/** A flow run with what its rules and its events have to know of the resources around it; null where there are none. */
export type FlowRunInContext = FlowRunRow & {
  flow_name: string;
  flow_tags: string;
  deployment_name: string | null;
  deployment_tags: string | null;
  deployment_limit_id: string | null;
  deployment_options: string | null;
  parent_name: string | null;
  parent_tags: string | null;
};

const flowRunById = preparedQuery((db, id: string) => flowRunRow(db).where("flow_runs.id", "=", id));

export async function selectFlowRun(db: Connection, id: string): Promise<FlowRunRow | undefined> {
  const [row] = await flowRunById(db, id);
  return row;
}

export const selectFlowRunsByIds = (db: Connection, ids: readonly string[]): Promise<FlowRunRow[]> =>
  flowRunRow(db).where("flow_runs.id", "in", ids).execute();

export const selectFlowRunByKey = (
  db: Connection,
  flowId: string,
  idempotencyKey: string,
): Promise<FlowRunRow | undefined> =>
  flowRunRow(db)
    .where("flow_runs.flow_id", "=", flowId)
    .where("flow_runs.idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();

const flowRunForChange = preparedQuery((db, id: string) =>
  lockRows(
    db,
    flowRunRow(db)
      .innerJoin("flows", "flows.id", "flow_runs.flow_id")
      .leftJoin("deployments", "deployments.id", "flow_runs.deployment_id")
      .leftJoin("task_runs", "task_runs.id", "flow_runs.parent_task_run_id")
      .select([
        "flows.name as flow_name",
        "flows.tags as flow_tags",
        "deployments.name as deployment_name",
        "deployments.tags as deployment_tags",
        "deployments.concurrency_limit_id as deployment_limit_id",
        "deployments.concurrency_options as deployment_options",
        "task_runs.name as parent_name",
        "task_runs.tags as parent_tags",
      ])
      .where("flow_runs.id", "=", id),
    "flow_runs",
  ),
);

/** The run and what surrounds it; nobody else changes the run until the transaction ends. */
export async function lockFlowRun(db: Connection, id: string): Promise<FlowRunInContext | undefined> {
  const [row] = await flowRunForChange(db, id);
  return row && lacksCurrentState(row) ? (await flowRunForChange(db, id))[0] : row;
}

/** What the pool of a run's queue asks for, and what its deployment gives; null where there is neither. */
export const selectJobTemplate = (
  db: Connection,
  id: string,
): Promise<{ base_job_template: string | null; deployment_variables: string | null }> =>
  db
    .selectFrom("flow_runs")
    .leftJoin("deployments", "deployments.id", "flow_runs.deployment_id")
    .leftJoin("work_queues", "work_queues.id", "flow_runs.work_queue_id")
    .leftJoin("work_pools", "work_pools.id", "work_queues.work_pool_id")
    .select(["work_pools.base_job_template", "deployments.job_variables as deployment_variables"])
    .where("flow_runs.id", "=", id)
    .executeTakeFirstOrThrow();

export const insertFlowRun = (db: Connection, row: FlowRunsTable): Promise<void> =>
  insertRow(db, "flow_runs", row);

export const insertFlowRunState = (db: Connection, flowRunId: string, state: State): Promise<void> =>
  insertRow(db, "flow_run_states", { ...toStateColumns(state), flow_run_id: flowRunId });

/** Changes a flow run's columns; false when there is no such run. */
export const updateFlowRunRow = (
  db: Connection,
  id: string,
  changes: Partial<FlowRunsTable>,
): Promise<boolean> => updateRow(db, "flow_runs", id, changes);

/** Lets the subflows of a run stand alone. */
export async function detachSubflows(db: Connection, flowRunId: string): Promise<void> {
  const standIns = db.selectFrom("task_runs").select("id").where("flow_run_id", "=", flowRunId);
  await db
    .updateTable("flow_runs")
    .set({ parent_task_run_id: null })
    .where("parent_task_run_id", "in", standIns)
    .execute();
}

/** The same for all runs of a flow. */
export async function detachSubflowsOfFlow(db: Connection, flowId: string): Promise<void> {
  const standIns = db
    .selectFrom("task_runs")
    .innerJoin("flow_runs as parent", "parent.id", "task_runs.flow_run_id")
    .select("task_runs.id")
    .where("parent.flow_id", "=", flowId);
  await db
    .updateTable("flow_runs")
    .set({ parent_task_run_id: null })
    .where("parent_task_run_id", "in", standIns)
    .execute();
}

/** The leases under which a flow run, or all runs of a flow, may hold slots of their deployments' limits. */
export async function selectSlotLeases(
  db: Connection,
  runs: { flowRunId: string } | { flowId: string },
): Promise<string[]> {
  const leaseId = jsonField(db, "flow_run_states.state_details", "deployment_concurrency_lease_id");
  const underWay = db
    .selectFrom("flow_runs")
    .innerJoin("flow_run_states", "flow_run_states.id", "flow_runs.state_id")
    .select(leaseId.as("lease_id"))
    .where("flow_runs.deployment_id", "is not", null)
    .where("flow_runs.state_type", "in", ["SCHEDULED", "PENDING", "RUNNING", "CANCELLING"])
    .where(leaseId, "is not", null);
  const rows = await ("flowId" in runs
    ? underWay.where("flow_runs.flow_id", "=", runs.flowId)
    : underWay.where("flow_runs.id", "=", runs.flowRunId)
  ).execute();
  return rows.map(({ lease_id }) => lease_id!);
}

export async function deleteFlowRunRow(db: Connection, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("flow_runs").where("id", "=", id).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** What a page of flow runs is taken from: those that match the filters, which fall into parts or do not. */
export type WantedFlowRuns = FoundRuns & {
  readonly filters: RunFilters;
  readonly parts: readonly Part[] | undefined;
};

type Page = { readonly sort: FlowRunSort; readonly limit: number; readonly offset: number };

/** A page of the flow runs that are wanted. */
export async function selectFlowRuns<R>(
  db: Connection,
  { filters, matches, lead, named, parts }: WantedFlowRuns,
  page: Page,
  { selection, ofIds }: Listing<R>,
): Promise<R[]> {
  const order = flowRunOrder(page.sort);
  const wanted = { parts: parts?.map((part) => part.matches) ?? [matches], matches, order, ...page };
  if (named) return ofIds(db, await firstNamed(db, "flow_runs", named, page.sort, wanted), page.sort);
  const way = wayToPage(db, "flow_runs", filters, page.sort, lead);
  if (way) {
    const ids = await firstInOrder(db, "flow_runs", way, wanted);
    return ids ? ofIds(db, ids, page.sort) : selectPageOfParts(db, parts ?? [{ matches }], page, selection);
  }
  if (parts) return selectPageOfParts(db, parts, page, selection);
  const ids = await idsInOrder(db, "flow_runs", filters, page.sort, wanted);
  if (ids) return ofIds(db, ids, page.sort);
  return inOrder(selection(db).where(matches), order).limit(page.limit).offset(page.offset).execute();
}

/** Only the ids of the runs are put in order, and what is to be known of them is read when the page is. */
function selectPageOfParts<R>(
  db: Connection,
  parts: readonly Part[],
  { sort, limit, offset }: Page,
  selection: Selection<R>,
): Promise<R[]> {
  const order = flowRunOrder(sort);
  const [first, ...others] = parts.map(({ matches, order: own = order }) => {
    const part = inOrder(db.selectFrom("flow_runs").select(ORDERED_BY).where(matches), own);
    return db.selectFrom(part.limit(limit + offset).as("part")).select(ORDERED_BY);
  });
  const all = others.reduce((union, part) => union.unionAll(part), first!);
  const found = db.selectFrom(all.as("flow_runs")).select("flow_runs.id");
  const page = inOrder(found, order).limit(limit).offset(offset);
  return inOrder(selection(db).where("flow_runs.id", "in", page), order).execute();
}

// biome-ignore format: a list of columns
const ORDERED_BY = ["id", "sort_time", "expected_start_time", "next_scheduled_start_time", "end_time", "name"] as const;

export const selectFlowRunStates: (db: Connection, flowRunId: string) => Promise<StateColumns[]> =
  preparedQuery((db, flowRunId: string) =>
    db.selectFrom("flow_run_states").selectAll().where("flow_run_id", "=", flowRunId).orderBy("timestamp"),
  );

export const selectFlowRunState = (db: Connection, id: string): Promise<StateColumns | undefined> =>
  db.selectFrom("flow_run_states").selectAll().where("id", "=", id).executeTakeFirst();

/** Paused runs whose time to be resumed has passed. */
export const selectExpiredPauses = (
  db: Connection,
  now: string,
  limit: number,
): Promise<{ id: string; state_id: string | null }[]> =>
  db
    .selectFrom("flow_runs")
    .innerJoin("flow_run_states", "flow_run_states.id", "flow_runs.state_id")
    .select(["flow_runs.id", "flow_runs.state_id"])
    .where("flow_runs.state_type", "=", "PAUSED")
    .where(jsonField(db, "flow_run_states.state_details", "pause_timeout"), "<", now)
    .limit(limit)
    .execute();

/** The subflows of a run that have not ended. */
export const selectUnfinishedSubflows = (
  db: Connection,
  flowRunId: string,
): Promise<Pick<FlowRunsTable, "id" | "state_id" | "deployment_id">[]> =>
  db
    .selectFrom("flow_runs")
    .select(["id", "state_id", "deployment_id"])
    .where("parent_task_run_id", "in", (sub) =>
      sub.selectFrom("task_runs").select("task_runs.id").where("task_runs.flow_run_id", "=", flowRunId),
    )
    .where("state_type", "not in", [...TERMINAL_STATE_TYPES])
    .execute();
