import type { CreatedBy, DeploymentUpdate, KeyValueLabels } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { DeploymentsTable } from "../db/schema/deployments.ts";
import { appendEvents } from "../events/append-events.ts";
import { updatedFields } from "../events/resource-event.ts";
import { checkParameterSize } from "../flow-runs/create-flow-run.ts";
import { hydrateParameters } from "../hydration/hydrate-parameters.ts";
import { checkBlocks } from "./check-blocks.ts";
import { checkParameters } from "./check-parameters.ts";
import { deploymentEvent } from "./deployment-event.ts";
import { limitColumns } from "./deployment-limit.ts";
import { queueColumns } from "./deployment-queue.ts";
import { type DeploymentRow, toDeployment } from "./deployment-row.ts";
import { planSchedules } from "./plan-schedules.ts";
import { lockDeployment, selectDeployment, selectSchedules, updateDeploymentRow } from "./queries.ts";
import { noDeploymentError } from "./read-deployments.ts";
import { requireAllowedRuns } from "./require-allowed-runs.ts";
import { changeSchedules } from "./tell-schedules.ts";
import { refill } from "./write-schedules.ts";

/** Changes what is sent of a deployment. Runs that its schedules made and that have not started are made anew. */
export async function updateDeployment(
  context: Context,
  id: string,
  given: DeploymentUpdate,
  changer: CreatedBy,
): Promise<void> {
  checkParameterSize(context, given.parameters ?? undefined);
  requireAllowedRuns(context, given.schedules ?? []);
  await context.db.write(async (transaction) => {
    const before = await lockDeployment(transaction, { id });
    if (!before) throw noDeploymentError({ id });
    const parameters = given.parameters && (await hydrateParameters(transaction, given.parameters));
    if (parameters) checkChanged(before, given, parameters);
    const told = { ...given, ...(parameters && { parameters }) };
    await changeDeployment(context, transaction, before, told, { changer });
    const paused = given.paused === undefined ? before.paused : Number(given.paused);
    if (!given.schedules) return refill(context, transaction, { id, paused });
    const existing = await selectSchedules(transaction, [id]);
    const plan = planSchedules(id, existing, given.schedules, context.now());
    await changeSchedules(context, transaction, before, plan, { paused, changer });
  });
  context.wakeReaders();
}

function checkChanged(
  before: DeploymentRow,
  given: DeploymentUpdate,
  parameters: Record<string, unknown>,
): void {
  const enforces = given.enforce_parameter_schema ?? before.enforce_parameter_schema !== 0;
  const schema = given.parameter_openapi_schema ?? JSON.parse(before.parameter_openapi_schema ?? "null");
  if (enforces && schema)
    checkParameters(schema, parameters, { ignoreRequired: true, code: "invalid_parameters" });
}

const TOLD_FIELDS = [
  "description",
  "tags",
  "parameters",
  "parameter_openapi_schema",
  "enforce_parameter_schema",
  "entrypoint",
  "path",
  "pull_steps",
  "work_queue_id",
  "infra_overrides",
  "paused",
  "labels",
  "version",
  "concurrency_limit_id",
  "concurrency_options",
] as const;

/** Changes what is given of a deployment that the caller holds, all but its schedules, and tells of what is new. */
export async function changeDeployment(
  context: Context,
  transaction: Connection,
  before: DeploymentRow,
  given: Omit<DeploymentUpdate, "schedules">,
  { labels, changer }: { labels?: KeyValueLabels; changer: CreatedBy },
): Promise<void> {
  const now = context.now();
  await checkBlocks(transaction, given);
  const changes = {
    ...plainColumns(given),
    ...(await changedQueue(context, transaction, before, given)),
    ...(await limitColumns(context, transaction, before.id, before.concurrency_limit_id, given)),
    ...(labels && {
      labels: JSON.stringify({ ...JSON.parse(before.labels), "prefect.flow.id": before.flow_id, ...labels }),
    }),
  };
  await updateDeploymentRow(transaction, before.id, { ...changes, updated: now });
  const after = await selectDeployment(transaction, { id: before.id });
  const told = updatedFields(tellable(before), tellable(after!), TOLD_FIELDS);
  if (!told) return;
  await appendEvents(transaction, [
    deploymentEvent("updated", after!, now, { ...told, changed_by: changer }),
  ]);
}

/** What events tell of a deployment, under the names that they have for it. */
function tellable(row: DeploymentRow) {
  const deployment = toDeployment(row, [], null);
  return {
    ...deployment,
    infra_overrides: deployment.job_variables,
    concurrency_limit_id: row.concurrency_limit_id,
  };
}

function plainColumns(given: Omit<DeploymentUpdate, "schedules">): Partial<DeploymentsTable> {
  const columns: Partial<DeploymentsTable> = {};
  const { paused, enforce_parameter_schema: enforces, version_info } = given;
  if (paused !== undefined) columns.paused = Number(paused);
  if (enforces != null) columns.enforce_parameter_schema = Number(enforces);
  if (version_info) columns.version = version_info.version;
  for (const name of TEXTS) if (given[name] !== undefined) columns[name] = given[name] ?? null;
  for (const name of OBJECTS)
    if (given[name] !== undefined) columns[name] = JSON.stringify(given[name] ?? {});
  for (const name of JSONS) {
    if (given[name] !== undefined) columns[name] = given[name] == null ? null : JSON.stringify(given[name]);
  }
  if (given.tags) columns.tags = JSON.stringify(given.tags);
  return columns;
}

const TEXTS = [
  "version",
  "description",
  "path",
  "entrypoint",
  "storage_document_id",
  "infrastructure_document_id",
] as const;
const OBJECTS = ["parameters", "job_variables"] as const;
const JSONS = ["parameter_openapi_schema", "pull_steps", "concurrency_options"] as const;

/** A pool of null takes the deployment out of its queue; a queue alone stays in the pool it is in. */
async function changedQueue(
  context: Context,
  transaction: Connection,
  before: DeploymentRow,
  { work_pool_name, work_queue_name, job_variables }: Omit<DeploymentUpdate, "schedules">,
): Promise<Partial<DeploymentsTable>> {
  if (work_pool_name === null) return { work_queue_id: null, work_queue_name: null };
  const names = { work_pool_name: work_pool_name ?? before.pool_name, work_queue_name };
  if (!work_pool_name && !work_queue_name && !job_variables) return {};
  const variables = job_variables ?? JSON.parse(before.job_variables);
  const { columns } = await queueColumns(context, transaction, names, variables);
  return work_pool_name || work_queue_name ? columns : {};
}
