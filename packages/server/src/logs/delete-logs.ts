import type { Connection } from "../db/database.ts";
import { deleteLogRowsOfFlow, deleteLogsOfFlowRun } from "./queries.ts";

/** Deletes a flow run's log lines in the transaction that deletes the run. */
export const deleteLogs = (transaction: Connection, flowRunId: string): Promise<void> =>
  deleteLogsOfFlowRun(transaction, flowRunId);

/** Deletes the log lines of all runs of a flow in the transaction that deletes them. */
export const deleteLogsOfFlow = (transaction: Connection, flowId: string): Promise<void> =>
  deleteLogRowsOfFlow(transaction, flowId);
