import {
  newId,
  parseTimestamp,
  ReeveError,
  type StateCreate,
  type TaskRun,
  type TaskRunCreate,
} from "@reeve/protocol";
import { createResultArtifact } from "../artifacts/create-result-artifact.ts";
import { followBackgroundTaskRun } from "../background-task-runs/follow-background-task-run.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { judgeTaskRunTransition } from "../orchestration/judge-task-run-transition.ts";
import { randomRunName } from "../run-names.ts";
import { currentStateOf, joinedState, NO_STATE, withoutJoinedState } from "../states/state-row.ts";
import {
  insertTaskRun,
  insertTaskRunState,
  type ParentRow,
  selectParentFlowRun,
  selectTaskRunByKey,
} from "./queries.ts";
import { completePolicy, type TaskRunRow, toTaskRun } from "./task-run-row.ts";

const FIRST_STATE: StateCreate = { type: "PENDING" };

/** Creates a task run, or answers the one with the same flow run, task key and dynamic key. */
export async function createTaskRun(
  context: Context,
  given: TaskRunCreate,
): Promise<{ taskRun: TaskRun; isNew: boolean }> {
  const created = await context.db
    .write((transaction) => insertNewTaskRun(context, transaction, given))
    .catch((error) => answerWinner(context, given, error));
  if (created.isNew) context.wakeReaders();
  return { taskRun: toTaskRun(created.row, context.now()), isNew: created.isNew };
}

/** Of two that create a task run under one key at once, the slower one is answered the run of the faster. */
async function answerWinner({ db }: Context, given: TaskRunCreate, error: unknown) {
  const { flow_run_id = null, task_key, dynamic_key } = given;
  const row = await selectTaskRunByKey(db.reader, { flow_run_id, task_key, dynamic_key });
  if (!row) throw error;
  return { row, isNew: false };
}

async function insertNewTaskRun(
  context: Context,
  transaction: Connection,
  given: TaskRunCreate,
): Promise<{ row: TaskRunRow; isNew: boolean }> {
  const { task_key, dynamic_key } = given;
  const flow_run_id = given.flow_run_id ?? null;
  const existing = await selectTaskRunByKey(transaction, { flow_run_id, task_key, dynamic_key });
  if (existing) return { row: existing, isNew: false };
  const parent = flow_run_id === null ? undefined : await selectParentFlowRun(transaction, flow_run_id);
  if (flow_run_id !== null && !parent) {
    throw new ReeveError("unknown_reference", `There is no flow run with the id ${flow_run_id}.`);
  }
  const now = context.now();
  const row = newRow(given, parent, now);
  const proposed = given.state ?? FIRST_STATE;
  const verdict = judgeTaskRunTransition({
    policy: "minimal",
    taskRun: toTaskRun(row, now),
    flowRun: parent ? { state: currentStateOf(parent), run_count: parent.run_count } : null,
    tagLimits: [],
    cachedState: null,
    current: null,
    proposed,
    stateId: newId(),
    now,
    random: Math.random(),
    longestCacheKey: context.settings.serverTasksMaxCacheKeyLength,
  });
  if (verdict.kind !== "accept") {
    throw new ReeveError("unprocessable", `A task run cannot begin in the state ${proposed.type}.`);
  }
  const { state, columns } = verdict.write;
  const stored = { ...row, ...columns };
  await insertTaskRun(transaction, withoutJoinedState(stored));
  await insertTaskRunState(transaction, row.id, state);
  await followBackgroundTaskRun(transaction, row, null, state);
  const runs = { flow_run_id, task_run_id: row.id };
  await createResultArtifact(context, transaction, state, proposed, runs);
  return { row: { ...stored, ...joinedState(state) }, isNew: true };
}

function newRow(given: TaskRunCreate, parent: ParentRow | undefined, now: string): TaskRunRow {
  const inherited = parent ? { ...JSON.parse(parent.labels), "prefect.flow-run.id": parent.id } : {};
  return {
    id: given.id ?? newId(),
    created: now,
    updated: now,
    name: given.name || randomRunName(),
    flow_run_id: given.flow_run_id ?? null,
    task_key: given.task_key,
    dynamic_key: given.dynamic_key,
    cache_key: given.cache_key ?? null,
    cache_expiration: given.cache_expiration ? (parseTimestamp(given.cache_expiration) ?? null) : null,
    task_version: given.task_version ?? null,
    empirical_policy: JSON.stringify(completePolicy(given.empirical_policy)),
    tags: JSON.stringify(given.tags ?? []),
    labels: JSON.stringify({ ...inherited, ...given.labels }),
    task_inputs: JSON.stringify(given.task_inputs ?? {}),
    run_count: 0,
    flow_run_run_count: 0,
    expected_start_time: null,
    next_scheduled_start_time: null,
    start_time: null,
    end_time: null,
    total_run_time: 0,
    ...NO_STATE,
  };
}
