import type { Connection } from "../db/database.ts";
import { deleteLeasesOfTaskRuns, type TaskRunsOf } from "./queries.ts";

/** Gives back all that task runs hold, in the transaction that deletes them. */
export const releaseTaskRunLeases = (transaction: Connection, taskRuns: TaskRunsOf): Promise<void> =>
  deleteLeasesOfTaskRuns(transaction, taskRuns);
