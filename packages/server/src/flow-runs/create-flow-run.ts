import {
  type CreatedBy,
  type FlowRun,
  type FlowRunCreate,
  type KeyValueLabels,
  newId,
  ReeveError,
  type StateCreate,
} from "@reeve/protocol";
import { createResultArtifact } from "../artifacts/create-result-artifact.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import type { FlowRunSurroundings } from "../events/flow-run-event.ts";
import { getFlowRow } from "../flows/read-flows.ts";
import { judgeFlowRunTransition } from "../orchestration/judge-flow-run-transition.ts";
import { NEWEST_CLIENT } from "../orchestration/proposing-client.ts";
import { randomRunName } from "../run-names.ts";
import { joinedState } from "../states/state-row.ts";
import { hasTaskRun } from "../task-runs/read-task-runs.ts";
import { type ResolvedQueue, resolveWorkQueue } from "../work-pools/resolve-work-queue.ts";
import { completePolicy, type FlowRunRow, joinedQueue, toFacts, toFlowRun } from "./flow-run-row.ts";
import { insertFlowRun, lockFlowRun, selectFlowRunByKey } from "./queries.ts";
import { toSurroundings } from "./surroundings.ts";
import { toRowColumns, writeFlowRunState } from "./write-flow-run-state.ts";

const FIRST_STATE: StateCreate = { type: "PENDING" };

/** What a run has from where it comes from, and nobody can give it by themselves. */
export type FlowRunOrigin = {
  readonly deploymentVersion?: string | null;
  readonly queue?: ResolvedQueue | null;
  /** They yield to the labels of the system and of the user. */
  readonly labels?: KeyValueLabels;
  readonly createdBy?: CreatedBy | null;
};

/** Creates a flow run in its first state, or answers the one of this flow with the same idempotency key. */
export async function createFlowRun(
  context: Context,
  given: FlowRunCreate,
  originOf: (transaction: Connection) => Promise<FlowRunOrigin> = async () => ({}),
): Promise<{ flowRun: FlowRun; isNew: boolean }> {
  checkParameterSize(context, given.parameters);
  const created = await context.db
    .write(async (transaction) => insertNewFlowRun(context, transaction, given, await originOf(transaction)))
    .catch((error) => answerWinner(context, given, error));
  if (created.isNew) context.wakeReaders();
  return { flowRun: toFlowRun(created.row, context.now()), isNew: created.isNew };
}

/** Of two that create a run under one key at once, the slower one is answered the run of the faster. */
async function answerWinner({ db }: Context, given: FlowRunCreate, error: unknown) {
  const { flow_id, idempotency_key } = given;
  const row = idempotency_key ? await selectFlowRunByKey(db.reader, flow_id, idempotency_key) : undefined;
  if (!row) throw error;
  return { row, isNew: false };
}

/** Parameters beyond the server's limit are refused before anything is written. */
export function checkParameterSize({ settings }: Context, parameters: unknown): void {
  const size = parameters === undefined ? 0 : Buffer.byteLength(JSON.stringify(parameters));
  if (size > settings.serverMaxParameterSize) {
    throw new ReeveError(
      "unprocessable",
      `The parameters take ${size} bytes; the server accepts ${settings.serverMaxParameterSize}. Pass a reference to large data instead.`,
    );
  }
}

async function insertNewFlowRun(
  context: Context,
  transaction: Connection,
  given: FlowRunCreate,
  origin: FlowRunOrigin,
): Promise<{ row: FlowRunRow; isNew: boolean }> {
  if (given.idempotency_key) {
    const existing = await selectFlowRunByKey(transaction, given.flow_id, given.idempotency_key);
    if (existing) return { row: existing, isNew: false };
  }
  const flow = await getFlowRow(transaction, given.flow_id);
  if (!flow) throw new ReeveError("unknown_reference", `There is no flow with the id ${given.flow_id}.`);
  const queue = given.work_pool_name
    ? await resolveWorkQueue(context, transaction, given, { creates: false })
    : (origin.queue ?? null);
  if (given.parent_task_run_id && !(await hasTaskRun(transaction, given.parent_task_run_id))) {
    throw new ReeveError(
      "unknown_reference",
      `There is no task run with the id ${given.parent_task_run_id}.`,
    );
  }
  const now = context.now();
  const row = newRow(given, { ...origin, queue, labels: origin.labels ?? JSON.parse(flow.labels) }, now);
  const facts = toFacts(row);
  const verdict = judgeFlowRunTransition({
    policy: "minimal",
    flowRun: facts,
    deployment: null,
    client: NEWEST_CLIENT,
    current: null,
    proposed: given.state ?? FIRST_STATE,
    stateId: newId(),
    now,
  });
  if (verdict.kind !== "accept" && !(verdict.kind === "reject" && verdict.write)) {
    throw new ReeveError("unprocessable", `A run cannot begin so: ${verdict.reason}`);
  }
  const write = verdict.write!;
  const stored = { ...row, ...toRowColumns(write) };
  await insertFlowRun(transaction, stored);
  const surroundings = await surroundingsOf(transaction, row, flow);
  await writeFlowRunState(context, transaction, { flowRun: facts, surroundings, previous: null }, write);
  const runs = { flow_run_id: row.id, task_run_id: null };
  await createResultArtifact(context, transaction, write.state, given.state ?? FIRST_STATE, runs);
  return { row: { ...stored, ...joinedState(write.state), ...joinedQueue(queue) }, isNew: true };
}

/** Read only where there is more around the run than its flow, as most runs are created without. */
async function surroundingsOf(
  transaction: Connection,
  { id, deployment_id, work_queue_id, parent_task_run_id }: FlowRunsTable,
  flow: { name: string; tags: string },
): Promise<FlowRunSurroundings> {
  const hasMore = deployment_id !== null || work_queue_id !== null || parent_task_run_id !== null;
  const row = hasMore ? await lockFlowRun(transaction, id) : undefined;
  if (row) return toSurroundings(row);
  const names = { name: flow.name, tags: JSON.parse(flow.tags) };
  return { flow: names, deployment: null, workQueue: null, workPool: null, parentTaskRun: null };
}

function newRow(given: FlowRunCreate, origin: FlowRunOrigin, now: string): FlowRunsTable {
  const { queue: resolved = null, createdBy } = origin;
  return {
    id: newId(),
    created: now,
    updated: now,
    name: given.name || randomRunName(),
    flow_id: given.flow_id,
    deployment_id: given.deployment_id ?? null,
    deployment_version: origin.deploymentVersion ?? null,
    work_queue_id: resolved?.queue.id ?? null,
    work_queue_name: resolved?.queue.name ?? given.work_queue_name ?? null,
    flow_version: given.flow_version ?? null,
    parameters: JSON.stringify(given.parameters ?? {}),
    idempotency_key: given.idempotency_key ?? null,
    context: JSON.stringify(given.context ?? {}),
    empirical_policy: JSON.stringify(completePolicy(given.empirical_policy)),
    tags: JSON.stringify(given.tags ?? []),
    labels: JSON.stringify({
      ...origin.labels,
      "prefect.flow.id": given.flow_id,
      ...(given.deployment_id && { "prefect.deployment.id": given.deployment_id }),
      ...given.labels,
    }),
    parent_task_run_id: given.parent_task_run_id ?? null,
    run_count: 0,
    expected_start_time: null,
    next_scheduled_start_time: null,
    start_time: null,
    end_time: null,
    sort_time: null,
    total_run_time: 0,
    auto_scheduled: 0,
    infrastructure_document_id: given.infrastructure_document_id ?? null,
    infrastructure_pid: null,
    created_by: createdBy ? JSON.stringify(createdBy) : null,
    job_variables: given.job_variables ? JSON.stringify(given.job_variables) : null,
    state_id: null,
    state_type: null,
    state_name: null,
    state_timestamp: null,
  };
}
