import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import {
  claimBackgroundTaskRun as claimRow,
  deleteBackgroundTaskRun,
  releaseBackgroundTaskRun as releaseRow,
  selectFirstInLine,
} from "./queries.ts";

/** Gives a worker the task run that is next in line for any of its tasks, and nobody else the same; undefined when none waits. */
export async function claimBackgroundTaskRun(
  { db, now }: Context,
  worker: { id: string; taskKeys: readonly string[] },
): Promise<string | undefined> {
  // Mostly none waits, and a look costs less than a transaction.
  if ((await selectFirstInLine(db.reader, worker.taskKeys, now())) === undefined) return undefined;
  return db.write(async (transaction) => {
    for (;;) {
      const first = await selectFirstInLine(transaction, worker.taskKeys, now());
      if (first === undefined || (await claimRow(transaction, first, worker.id))) return first;
    }
  });
}

/** Puts a task run that did not reach its worker back in line, as the first, in a transaction of the caller's. */
export const releaseBackgroundTaskRun = (
  transaction: Connection,
  taskRunId: string,
  workerId: string,
): Promise<void> => releaseRow(transaction, taskRunId, workerId);

/** Forgets a task run that needs no worker any more. */
export const forgetBackgroundTaskRun = ({ db }: Context, taskRunId: string): Promise<void> =>
  db.write((transaction) => deleteBackgroundTaskRun(transaction, taskRunId));
