import {
  type CreatedBy,
  type Deployment,
  type DeploymentCreate,
  newId,
  ReeveError,
  type Timestamp,
} from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { DeploymentSchedulesTable } from "../db/schema/deployments.ts";
import { appendEvents } from "../events/append-events.ts";
import { checkParameterSize } from "../flow-runs/create-flow-run.ts";
import { getFlowRow } from "../flows/read-flows.ts";
import { checkBlocks } from "./check-blocks.ts";
import { checkParameters } from "./check-parameters.ts";
import { deploymentEvent } from "./deployment-event.ts";
import { limitColumns } from "./deployment-limit.ts";
import { queueColumns } from "./deployment-queue.ts";
import type { DeploymentRow } from "./deployment-row.ts";
import { newSchedule } from "./plan-schedules.ts";
import { insertDeployment, lockDeployment, selectDeployment, selectSchedules } from "./queries.ts";
import { completed } from "./read-deployments.ts";
import { requireAllowedRuns } from "./require-allowed-runs.ts";
import { changeSchedules } from "./tell-schedules.ts";
import { changeDeployment } from "./update-deployment.ts";
import { writeSchedules } from "./write-schedules.ts";

/**
 * Creates a deployment, or changes the one of the flow that has its name: then only what is sent changes, but its
 * schedules are those that are sent. Answers whether it is new.
 */
export async function createDeployment(
  context: Context,
  given: DeploymentCreate,
  { automation, changer }: { automation: CreatedBy | null; changer: CreatedBy },
): Promise<{ deployment: Deployment; isNew: boolean }> {
  checkParameterSize(context, given.parameters);
  if (given.enforce_parameter_schema === true) {
    checkParameters(given.parameter_openapi_schema ?? {}, given.parameters ?? {}, { ignoreRequired: true });
  }
  requireAllowedRuns(context, given.schedules ?? []);
  const key = { flow_id: given.flow_id, name: given.name };
  const upsert = async (transaction: Connection) => {
    const before = await lockDeployment(transaction, key);
    if (before) await changeExisting(context, transaction, before, given, changer);
    else await insertNew(context, transaction, given, { automation, changer });
    const row = await selectDeployment(transaction, key);
    return { deployment: await completed(context, transaction, row!), isNew: !before };
  };
  const outcome = await context.db.write(upsert).catch(async (error) => {
    // Of two that create it at once, the slower one changes what the faster created.
    if (error instanceof ReeveError || !(await selectDeployment(context.db.reader, key))) throw error;
    return context.db.write(upsert);
  });
  context.wakeReaders();
  return outcome;
}

async function changeExisting(
  context: Context,
  transaction: Connection,
  before: DeploymentRow,
  given: DeploymentCreate,
  changer: CreatedBy,
): Promise<void> {
  const { name: _, flow_id: __, schedules: ___, labels, ...changes } = given;
  // Left out, the parameters are none: so clients of this wire expect it.
  await changeDeployment(
    context,
    transaction,
    before,
    { parameters: {}, ...changes },
    {
      labels: labels ?? undefined,
      changer,
    },
  );
  const existing = await selectSchedules(transaction, [before.id]);
  const plan = {
    inserted: newSchedules(before.id, given, context.now()),
    updated: [],
    deleted: existing.map(({ id }) => id),
  };
  const paused = given.paused === undefined ? before.paused : Number(given.paused);
  await changeSchedules(context, transaction, before, plan, { paused, changer });
}

async function insertNew(
  context: Context,
  transaction: Connection,
  given: DeploymentCreate,
  { automation, changer }: { automation: CreatedBy | null; changer: CreatedBy },
): Promise<void> {
  const flow = await getFlowRow(transaction, given.flow_id);
  if (!flow) throw new ReeveError("unknown_reference", `There is no flow with the id ${given.flow_id}.`);
  await checkBlocks(transaction, given);
  const now = context.now();
  const id = newId();
  const { columns: queue, joined } = await queueColumns(
    context,
    transaction,
    given,
    given.job_variables ?? {},
  );
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value));
  const limit = await limitColumns(context, transaction, id, null, given);
  const row = {
    id,
    created: now,
    updated: now,
    name: given.name,
    flow_id: given.flow_id,
    version: given.version ?? given.version_info?.version ?? null,
    description: given.description ?? null,
    paused: Number(given.paused ?? false),
    status: "NOT_READY" as const,
    last_polled: null,
    concurrency_limit_id: limit.concurrency_limit_id ?? null,
    concurrency_options: json(given.concurrency_options),
    ...queue,
    job_variables: JSON.stringify(given.job_variables ?? {}),
    parameters: JSON.stringify(given.parameters ?? {}),
    parameter_openapi_schema: json(given.parameter_openapi_schema),
    enforce_parameter_schema: Number(given.enforce_parameter_schema ?? true),
    tags: JSON.stringify(given.tags ?? []),
    labels: JSON.stringify({ ...JSON.parse(flow.labels), "prefect.flow.id": flow.id, ...given.labels }),
    pull_steps: json(given.pull_steps),
    path: given.path ?? null,
    entrypoint: given.entrypoint ?? null,
    storage_document_id: given.storage_document_id ?? null,
    infrastructure_document_id: given.infrastructure_document_id ?? null,
    created_by: json(automation),
    updated_by: null,
  };
  await insertDeployment(transaction, row);
  const plan = { inserted: newSchedules(id, given, now), updated: [], deleted: [] };
  await writeSchedules(context, transaction, row, plan);
  await appendEvents(transaction, [
    deploymentEvent("created", { ...row, ...joined }, now, { changed_by: changer }),
  ]);
}

const newSchedules = (id: string, given: DeploymentCreate, now: Timestamp): DeploymentSchedulesTable[] =>
  (given.schedules ?? []).map((schedule) => newSchedule(id, schedule, now));
