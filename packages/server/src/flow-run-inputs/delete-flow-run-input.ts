import type { Context } from "../context.ts";
import { noInputError } from "./no-input-error.ts";
import { deleteFlowRunInputRow } from "./queries.ts";

/** Deletes an input of a flow run. */
export async function deleteFlowRunInput({ db }: Context, flowRunId: string, key: string): Promise<void> {
  await db.write(async (transaction) => {
    if (!(await deleteFlowRunInputRow(transaction, flowRunId, key))) throw noInputError(key);
  });
}
