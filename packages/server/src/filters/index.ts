import type {
  ArtifactCollectionFilter,
  ArtifactFilter,
  AutomationFilter,
  LogFilter,
  Timestamp,
  VariableFilter,
  WorkerFilter,
  WorkPoolFilter,
  WorkQueueFilter,
} from "@reeve/protocol";
import { type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { allOf, type Condition, compileFilter, EVERY_ROW, type FilterTable } from "./compile-filter.ts";
import {
  artifactCollectionFilterTable,
  artifactFilterTable,
  automationFilterTable,
  deploymentFilterTable,
  flowFilterTable,
  flowRunFilterTable,
  logFilterTable,
  taskRunFilterTable,
  variableFilterTable,
  workerFilterTable,
  workPoolFilterTable,
  workQueueFilterTable,
} from "./filter-tables.ts";
import { idOperators, textOperators } from "./operators.ts";
import type { RunFilters } from "./run-filters.ts";
import { soleCondition } from "./sole-condition.ts";

export type { RunFilters } from "./run-filters.ts";

type Resource = "flows" | "flow_runs" | "task_runs" | "deployments" | "work_pools" | "work_queues";

/**
 * Where related rows are looked for: those of `table` whose `column` equals ours, matching the `carried` filters.
 * Ours may be the id of one that is gone where no foreign key says otherwise.
 */
type Relation = {
  readonly carried: readonly (keyof RunFilters)[];
  readonly to: readonly [Resource, string, string];
  readonly mayBeGone?: true;
};

const FILTER_TABLES: Readonly<Record<Resource, FilterTable<object>>> = {
  flows: flowFilterTable,
  flow_runs: flowRunFilterTable,
  task_runs: taskRunFilterTable,
  deployments: deploymentFilterTable,
  work_pools: workPoolFilterTable,
  work_queues: workQueueFilterTable,
};

/** What the wire calls the filter of a resource. */
const FILTER_NAMES: Readonly<Record<Resource, keyof RunFilters>> = {
  flows: "flows",
  flow_runs: "flow_runs",
  task_runs: "task_runs",
  deployments: "deployments",
  work_pools: "work_pools",
  work_queues: "work_pool_queues",
};

const RELATIONS: Readonly<Record<Resource, readonly Relation[]>> = {
  flows: [
    { carried: ["flow_runs", "task_runs"], to: ["flow_runs", "flow_runs.flow_id", "flows.id"] },
    {
      carried: ["deployments", "work_pools", "work_pool_queues"],
      to: ["deployments", "deployments.flow_id", "flows.id"],
    },
  ],
  flow_runs: [
    { carried: ["flows"], to: ["flows", "flows.id", "flow_runs.flow_id"] },
    { carried: ["task_runs"], to: ["task_runs", "task_runs.flow_run_id", "flow_runs.id"] },
    {
      carried: ["deployments"],
      to: ["deployments", "deployments.id", "flow_runs.deployment_id"],
      mayBeGone: true,
    },
    {
      carried: ["work_pool_queues", "work_pools"],
      to: ["work_queues", "work_queues.id", "flow_runs.work_queue_id"],
      mayBeGone: true,
    },
  ],
  deployments: [
    { carried: ["flows"], to: ["flows", "flows.id", "deployments.flow_id"] },
    {
      carried: ["flow_runs", "task_runs"],
      to: ["flow_runs", "flow_runs.deployment_id", "deployments.id"],
    },
    {
      carried: ["work_pool_queues", "work_pools"],
      to: ["work_queues", "work_queues.id", "deployments.work_queue_id"],
      mayBeGone: true,
    },
  ],
  task_runs: [
    {
      carried: ["flow_runs", "flows", "deployments", "work_pools", "work_pool_queues"],
      to: ["flow_runs", "flow_runs.id", "task_runs.flow_run_id"],
    },
  ],
  work_queues: [{ carried: ["work_pools"], to: ["work_pools", "work_pools.id", "work_queues.work_pool_id"] }],
  work_pools: [],
};

/** Artifacts belong to runs by ids alone: the runs may be gone. */
const RELATIONS_OF_ARTIFACTS: readonly Relation[] = [
  {
    carried: ["flow_runs", "flows", "deployments"],
    to: ["flow_runs", "flow_runs.id", "artifacts.flow_run_id"],
    mayBeGone: true,
  },
  { carried: ["task_runs"], to: ["task_runs", "task_runs.id", "artifacts.task_run_id"], mayBeGone: true },
];

/** True of the rows of `flows` that pass the filters, of which others than `flows` ask for related rows. */
export const flowsMatch = (dialect: DialectName, filters: RunFilters): Condition =>
  matches("flows", dialect, filters);

/** True of the rows of `flow_runs` that pass the filters, of which others than `flow_runs` ask for related rows. */
export const flowRunsMatch = (dialect: DialectName, filters: RunFilters): Condition =>
  matches("flow_runs", dialect, filters);

/** True of the rows of `task_runs` that pass the filters, of which others than `task_runs` ask for related rows. */
export const taskRunsMatch = (dialect: DialectName, filters: RunFilters): Condition =>
  matches("task_runs", dialect, filters);

/** True of the rows of `deployments` that pass the filters, of which others than `deployments` ask for related rows. */
export const deploymentsMatch = (dialect: DialectName, filters: RunFilters): Condition =>
  matches("deployments", dialect, filters);

/** True of the rows of `logs` that pass the filter. */
export const logsMatch = (dialect: DialectName, filter: LogFilter | null | undefined): Condition =>
  filter ? compileFilter(logFilterTable, filter, dialect) : EVERY_ROW;

/** True of the rows of `automations` that pass the filter. */
export const automationsMatch = (
  dialect: DialectName,
  filter: AutomationFilter | null | undefined,
): Condition => (filter ? compileFilter(automationFilterTable, filter, dialect) : EVERY_ROW);

/** True of the rows of `variables` that pass the filter. */
export const variablesMatch = (dialect: DialectName, filter: VariableFilter | null | undefined): Condition =>
  filter ? compileFilter(variableFilterTable, filter, dialect) : EVERY_ROW;

/** True of the rows of `work_pools` that pass the filter. */
export const workPoolsMatch = (dialect: DialectName, filter: WorkPoolFilter | null | undefined): Condition =>
  filter ? compileFilter(workPoolFilterTable, filter, dialect) : EVERY_ROW;

/** True of the rows of `work_queues` that pass the filter. */
export const workQueuesMatch = (
  dialect: DialectName,
  filter: WorkQueueFilter | null | undefined,
): Condition => (filter ? compileFilter(workQueueFilterTable, filter, dialect) : EVERY_ROW);

/** True of the rows of `workers` that pass the filter at a certain time. */
export const workersMatch = (
  dialect: DialectName,
  filter: WorkerFilter | null | undefined,
  now: Timestamp,
): Condition => (filter ? compileFilter(workerFilterTable(now), filter, dialect) : EVERY_ROW);

/** True of the rows of `artifacts` that pass their filter and whose runs pass the others. */
export const artifactsMatch = (
  dialect: DialectName,
  filter: ArtifactFilter | null | undefined,
  filters: RunFilters,
): Condition =>
  allOf([...own(artifactFilterTable, filter, dialect), ...related(RELATIONS_OF_ARTIFACTS, filters, dialect)]);

/** The same for the rows of `artifact_collections`, to which their latest artifact is joined. */
export const artifactCollectionsMatch = (
  dialect: DialectName,
  filter: ArtifactCollectionFilter | null | undefined,
  filters: RunFilters,
): Condition =>
  allOf([
    ...own(artifactCollectionFilterTable, filter, dialect),
    ...related(RELATIONS_OF_ARTIFACTS, filters, dialect),
  ]);

const matches = (resource: Resource, dialect: DialectName, filters: RunFilters): Condition =>
  allOf([
    ...own<object>(FILTER_TABLES[resource], filters[FILTER_NAMES[resource]], dialect),
    ...related(RELATIONS[resource], filters, dialect),
  ]);

const own = <F extends object>(
  table: FilterTable<F>,
  filter: F | null | undefined,
  dialect: DialectName,
): Condition[] => (filter ? [compileFilter(table, filter, dialect)] : []);

function related(relations: readonly Relation[], filters: RunFilters, dialect: DialectName): Condition[] {
  return relations.flatMap((relation) => {
    const carried = relation.carried.filter((name) => filters[name]);
    if (carried.length === 0) return [];
    const theirs = Object.fromEntries(carried.map((name) => [name, filters[name]]));
    return [isRelated(relation, dialect, theirs)];
  });
}

function isRelated({ to, mayBeGone }: Relation, dialect: DialectName, filters: RunFilters): Condition {
  const [table, theirs, ours] = to;
  const counted = hasCounted(to, dialect, filters);
  if (counted) return counted;
  const isOurs = theirs === `${table}.id` ? isReferredTo(table, ours, dialect, filters) : undefined;
  if (isOurs && !mayBeGone) return isOurs;
  const condition = matches(table, dialect, filters);
  const exists = sql<SqlBool>`exists (select 1 from ${sql.table(table)} where ${sql.ref(theirs)} = ${sql.ref(ours)} and ${condition})`;
  return isOurs ? allOf([isOurs, exists]) : exists;
}

/** Where a filter asks for ids alone, or for one flow by its name: our reference answers that, and an index on it. */
function isReferredTo(
  resource: Resource,
  ours: string,
  dialect: DialectName,
  filters: RunFilters,
): Condition | undefined {
  const { path, value } = soleCondition(filters) ?? {};
  const values = value as readonly string[];
  if (path === `${FILTER_NAMES[resource]}.id.any_`) return idOperators(ours).any_(values, dialect);
  if (path !== "flows.name.any_" || resource !== "flows" || values.length !== 1) return undefined;
  const id = sql`select id from flows where ${textOperators("flows.name").any_(values, dialect)}`;
  return sql<SqlBool>`${sql.ref(ours)} = (${id})`;
}

// What kept counts tell of runs besides what they belong to; they tell nothing of any one run.
const COUNTED = /^flow_runs\.state\./;

/** Where runs are asked for by their states alone, what is kept of their counts tells who has any, without a look at them. */
function hasCounted(
  [table, theirs, ours]: Relation["to"],
  dialect: DialectName,
  filters: RunFilters,
): Condition | undefined {
  if (table !== "flow_runs" || theirs === "flow_runs.id") return undefined;
  if (!COUNTED.test(soleCondition(filters)?.path ?? "")) return undefined;
  return sql<SqlBool>`${sql.ref(ours)} in (select ${sql.ref(theirs)}
    from (select ${KIND_AND_COUNT} from flow_run_count_changes union all select ${KIND_AND_COUNT} from flow_run_counts) as flow_runs
    where ${matches(table, dialect, filters)} group by ${sql.ref(theirs)} having sum(count) > 0)`;
}

const KIND_AND_COUNT = sql`flow_id, deployment_id, work_queue_id, parent_task_run_id, state_type, state_name, count`;
