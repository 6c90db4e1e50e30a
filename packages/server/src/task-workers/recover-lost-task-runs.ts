import { addSeconds, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { eachApart } from "../each-apart.ts";
import { forceFoundTaskRunState } from "../task-runs/set-task-run-state.ts";
import { judgeLostTaskRun } from "./judge-lost-task-run.ts";
import {
  deleteFinishedTaskRuns,
  deleteGoneTaskWorkers,
  isTaskWorkerGone,
  type LostTaskRun,
  selectLostTaskRuns,
} from "./queries.ts";

const BATCH = 200;

/**
 * Takes back what workers have that went away, and hands it out again or ends it; answers how many task runs that
 * were. Workers could come back only since somebody listens: `listeningSince` says since when.
 */
export async function recoverLostTaskRuns(context: Context, listeningSince: Timestamp): Promise<number> {
  const { db, settings } = context;
  const now = context.now();
  await db.write((transaction) => deleteFinishedTaskRuns(transaction));
  if (now < addSeconds(listeningSince, settings.serverTasksWorkerTimeoutSeconds)) return 0;
  const lost = await selectLostTaskRuns(db.reader, now, BATCH);
  const { done, throwAnyFault } = await eachApart(lost, (taskRun) => recover(context, taskRun, now));
  await db.write((transaction) => deleteGoneTaskWorkers(transaction, now));
  if (done > 0) context.wakeReaders();
  throwAnyFault();
  return done;
}

/** Leaves alone a task run that changed since it was looked at, and one whose worker came back. */
function recover(context: Context, lost: LostTaskRun, now: Timestamp): Promise<boolean> {
  return context.db.write(async (transaction) => {
    if (!(await isTaskWorkerGone(transaction, lost.worker_id, now))) return false;
    return forceFoundTaskRunState(context, transaction, lost, judgeLostTaskRun(lost, now));
  });
}
