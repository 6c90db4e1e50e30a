import type { Connection } from "../db/database.ts";
import { deleteLogsOfFlowRun } from "./queries.ts";

/** Deletes a flow run's log lines in the transaction that deletes the run. */
export const deleteLogs = (transaction: Connection, flowRunId: string): Promise<void> =>
  deleteLogsOfFlowRun(transaction, flowRunId);
