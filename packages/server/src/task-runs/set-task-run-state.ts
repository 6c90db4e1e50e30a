import { newId, type OrchestrationResult, type State, type StateCreate, type TaskRun } from "@reeve/protocol";
import { createResultArtifact } from "../artifacts/create-result-artifact.ts";
import { followBackgroundTaskRun } from "../background-task-runs/follow-background-task-run.ts";
import { giveBackTagSlots } from "../concurrency-limits/release-tag-slots.ts";
import { holdTagSlots, lockTagLimits } from "../concurrency-limits/take-tag-slots.ts";
import type { Context } from "../context.ts";
import { changedColumns } from "../db/changed-columns.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { taskRunStateEvent } from "../events/task-run-event.ts";
import { runNotFoundError } from "../not-found.ts";
import {
  judgeTaskRunTransition,
  type TaskRunProposal,
  taskRunAsksFor,
} from "../orchestration/judge-task-run-transition.ts";
import { toOrchestrationResult } from "../orchestration/verdict.ts";
import { currentStateOf } from "../states/state-row.ts";
import { getCachedState, storeCachedState } from "../task-run-cache/cached-states.ts";
import { insertTaskRunState, lockTaskRun, selectParentFlowRun, updateTaskRunRow } from "./queries.ts";
import { toTaskRun } from "./task-run-row.ts";

/** What became of the proposal, and whether it made the run's history longer. */
export type SetStateOutcome = { result: OrchestrationResult; isWritten: boolean };

/** Proposes a state for a task run that the server orchestrates: a subflow's stand-in, or a user's own wish. */
export async function setTaskRunState(
  context: Context,
  id: string,
  proposed: StateCreate,
  policy: TaskRunProposal["policy"] = "core",
): Promise<SetStateOutcome> {
  const outcome = await context.db.write((transaction) =>
    transitionTaskRun(context, transaction, id, proposed, policy),
  );
  if (!outcome) throw runNotFoundError("task run", id);
  if (outcome.isWritten) context.wakeReaders();
  return outcome;
}

/** Puts a task run into a state, whatever it is in, inside a transaction of the caller's. */
export async function forceTaskRunState(
  context: Context,
  transaction: Connection,
  id: string,
  proposed: StateCreate,
): Promise<void> {
  await transitionTaskRun(context, transaction, id, proposed, "minimal");
}

/** The same for a task run as a look at many found it; false, and nothing is written, when it has changed since. */
export async function forceFoundTaskRunState(
  context: Context,
  transaction: Connection,
  found: { id: string; state_id: string | null },
  proposed: StateCreate,
): Promise<boolean> {
  const row = await lockTaskRun(transaction, found.id);
  if (!row || row.state_id !== found.state_id) return false;
  await forceTaskRunState(context, transaction, found.id, proposed);
  return true;
}

async function transitionTaskRun(
  context: Context,
  transaction: Connection,
  id: string,
  proposed: StateCreate,
  policy: TaskRunProposal["policy"],
): Promise<SetStateOutcome | null> {
  const row = await lockTaskRun(transaction, id);
  if (!row) return null;
  const now = context.now();
  const current = currentStateOf(row);
  const taskRun = toTaskRun(row, now);
  const parent =
    row.flow_run_id === null ? undefined : await selectParentFlowRun(transaction, row.flow_run_id);
  const asked = { policy, current, proposed };
  const tagLimits = taskRunAsksFor("tag-limits", asked)
    ? await lockTagLimits(context, transaction, taskRun.tags, id)
    : [];
  const verdict = judgeTaskRunTransition({
    ...asked,
    taskRun,
    flowRun: parent ? { state: currentStateOf(parent), run_count: parent.run_count } : null,
    tagLimits,
    cachedState: taskRunAsksFor("cached-state", asked)
      ? await getCachedState(transaction, proposed, now)
      : null,
    stateId: newId(),
    now,
    random: Math.random(),
    longestCacheKey: context.settings.serverTasksMaxCacheKeyLength,
  });
  const write = verdict.kind === "accept" || verdict.kind === "reject" ? verdict.write : null;
  if (write) {
    await insertTaskRunState(transaction, id, write.state);
    const runs = { flow_run_id: row.flow_run_id, task_run_id: id };
    await createResultArtifact(context, transaction, write.state, proposed, runs);
    await updateTaskRunRow(transaction, id, { ...changedColumns(row, write.columns), updated: now });
    await followBackgroundTaskRun(transaction, row, current, write.state);
    await tellOf(
      context,
      transaction,
      { ...taskRun, run_count: write.columns.run_count },
      current,
      write.state,
    );
    if (write.tagSlots === "take") await holdTagSlots(context, transaction, id, tagLimits);
    if (write.tagSlots === "release") await giveBackTagSlots(context, transaction, taskRun.tags, id);
    if (write.cache) await storeCachedState(transaction, write.cache, write.state.id, now);
  }
  return { result: toOrchestrationResult(verdict, current), isWritten: write !== null };
}

/** A subflow's state is told of by the event of its own run, which names the task run that stands for it. */
async function tellOf(
  { now }: Context,
  transaction: Connection,
  taskRun: TaskRun,
  previous: State | null,
  state: State,
): Promise<void> {
  if (state.state_details.child_flow_run_id) return;
  await appendEvents(transaction, [taskRunStateEvent({ taskRun, previous, state, received: now() })]);
}
