import { type FlowRunUpdate, type KeyValueLabels, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { appendEvents } from "../events/append-events.ts";
import { flowRunUpdatedEvent } from "../events/flow-run-event.ts";
import { notFoundError, runNotFoundError } from "../not-found.ts";
import { randomRunName } from "../run-names.ts";
import { checkJobVariables } from "../work-pools/base-job-template.ts";
import { checkParameterSize } from "./create-flow-run.ts";
import { completePolicy } from "./flow-run-row.ts";
import { type FlowRunInContext, lockFlowRun, selectJobTemplate, updateFlowRunRow } from "./queries.ts";

/** Changes the fields that were sent; a null name draws a new one. */
export async function updateFlowRun(context: Context, id: string, given: FlowRunUpdate): Promise<void> {
  checkParameterSize(context, given.parameters);
  await context.db.write(async (transaction) => {
    const row = await lockFlowRun(transaction, id);
    if (!row) throw notFoundError("flow run", id);
    if (given.job_variables) await checkNewJobVariables(transaction, row, given.job_variables);
    const now = context.now();
    await updateFlowRunRow(transaction, id, { ...changesOf(given), updated: now });
    await appendEvents(transaction, [flowRunUpdatedEvent(id, now)]);
  });
  context.wakeReaders();
}

/** Merges labels into the run's; a label sent replaces the one of its name. */
export async function updateFlowRunLabels(
  context: Context,
  id: string,
  labels: KeyValueLabels,
): Promise<void> {
  await context.db.write(async (transaction) => {
    const row = await lockFlowRun(transaction, id);
    if (!row) throw runNotFoundError("flow run", id);
    const merged = JSON.stringify({ ...JSON.parse(row.labels), ...labels });
    const now = context.now();
    await updateFlowRunRow(transaction, id, { labels: merged, updated: now });
    await appendEvents(transaction, [flowRunUpdatedEvent(id, now)]);
  });
  context.wakeReaders();
}

function changesOf(given: FlowRunUpdate): Partial<FlowRunsTable> {
  const changes: Partial<FlowRunsTable> = {};
  if (given.name !== undefined) changes.name = given.name || randomRunName();
  if (given.flow_version !== undefined) changes.flow_version = given.flow_version;
  if (given.parameters) changes.parameters = JSON.stringify(given.parameters);
  if (given.empirical_policy)
    changes.empirical_policy = JSON.stringify(completePolicy(given.empirical_policy));
  if (given.tags) changes.tags = JSON.stringify(given.tags);
  if (given.infrastructure_pid !== undefined) changes.infrastructure_pid = given.infrastructure_pid;
  if (given.job_variables) changes.job_variables = JSON.stringify(given.job_variables);
  return changes;
}

/** Job variables reach the run's machine only while it is yet to be started, and must be what its pool asks for. */
async function checkNewJobVariables(
  transaction: Connection,
  row: FlowRunInContext,
  jobVariables: Record<string, unknown>,
): Promise<void> {
  if (row.state_type !== "SCHEDULED" || row.deployment_name === null) {
    throw new ReeveError(
      "bad_request",
      "Job variables can be changed only while a deployment's run is still scheduled.",
    );
  }
  const { base_job_template, deployment_variables } = await selectJobTemplate(transaction, row.id);
  if (base_job_template === null) return;
  const defaults = JSON.parse(deployment_variables ?? "{}");
  checkJobVariables(JSON.parse(base_job_template), { ...defaults, ...jobVariables });
}
