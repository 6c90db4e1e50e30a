import type { Connection } from "../db/database.ts";
import { updateRow } from "../db/update-row.ts";

/** Replaces the data of a state of either kind of run; a state that is gone is no error. */
export async function updateStateData(db: Connection, stateId: string, data: string | null): Promise<void> {
  const isOfFlowRun = await updateRow(db, "flow_run_states", stateId, { data });
  if (!isOfFlowRun) await updateRow(db, "task_run_states", stateId, { data });
}
