import { type FlowRunUpdate, type KeyValueLabels, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { appendEvents } from "../events/append-events.ts";
import { flowRunUpdatedEvent } from "../events/flow-run-event.ts";
import { notFoundError, runNotFoundError } from "../not-found.ts";
import { randomRunName } from "../run-names.ts";
import { checkParameterSize } from "./create-flow-run.ts";
import { completePolicy, type FlowRunRow } from "./flow-run-row.ts";
import { lockFlowRun, updateFlowRunRow } from "./queries.ts";

/** Changes the fields that were sent; a null name draws a new one. */
export async function updateFlowRun(context: Context, id: string, given: FlowRunUpdate): Promise<void> {
  checkParameterSize(context, given.parameters);
  await context.db.write(async (transaction) => {
    const row = await lockFlowRun(transaction, id);
    if (!row) throw notFoundError("flow run", id);
    const now = context.now();
    await updateFlowRunRow(transaction, id, { ...changesOf(row, given), updated: now });
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

function changesOf(row: FlowRunRow, given: FlowRunUpdate): Partial<FlowRunsTable> {
  const changes: Partial<FlowRunsTable> = {};
  if (given.name !== undefined) changes.name = given.name || randomRunName();
  if (given.flow_version !== undefined) changes.flow_version = given.flow_version;
  if (given.parameters) changes.parameters = JSON.stringify(given.parameters);
  if (given.empirical_policy)
    changes.empirical_policy = JSON.stringify(completePolicy(given.empirical_policy));
  if (given.tags) changes.tags = JSON.stringify(given.tags);
  if (given.infrastructure_pid !== undefined) changes.infrastructure_pid = given.infrastructure_pid;
  if (given.job_variables) changes.job_variables = jobVariablesOf(row, given.job_variables);
  return changes;
}

function jobVariablesOf(row: FlowRunRow, jobVariables: Record<string, unknown>): string {
  if (row.state_type === "SCHEDULED" && row.deployment_id !== null) return JSON.stringify(jobVariables);
  throw new ReeveError(
    "bad_request",
    "Job variables can be changed only while a deployment's run is still scheduled.",
  );
}
