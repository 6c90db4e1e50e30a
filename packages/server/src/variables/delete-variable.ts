import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { deleteVariableRow, lockVariable, type VariableKey } from "./queries.ts";
import { noVariableError } from "./read-variables.ts";
import { variableEvent } from "./variable-event.ts";

/** Deletes a variable. */
export async function deleteVariable(context: Context, key: VariableKey): Promise<void> {
  await context.db.write(async (transaction) => {
    const row = await lockVariable(transaction, key);
    if (!row) throw noVariableError(key);
    await deleteVariableRow(transaction, row.id);
    await appendEvents(transaction, [variableEvent("deleted", row, context.now())]);
  });
  context.wakeReaders();
}
