import type { VariableUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { lockVariable, selectVariable, updateVariableRow, type VariableKey } from "./queries.ts";
import { noVariableError } from "./read-variables.ts";
import { variableEvent } from "./variable-event.ts";
import { nameTakenError, variableValueText } from "./variable-value.ts";

/** Changes what is given of a variable; its value may become null. */
export async function updateVariable(
  context: Context,
  key: VariableKey,
  { name, value, tags }: VariableUpdate,
): Promise<void> {
  const changes = {
    ...(name != null && { name }),
    ...(value !== undefined && { value: variableValueText(value) }),
    ...(tags && { tags: JSON.stringify(tags) }),
  };
  await context.db.write(async (transaction) => {
    const before = await lockVariable(transaction, key);
    if (!before) throw noVariableError(key);
    if (name != null && name !== before.name && (await selectVariable(transaction, { name }))) {
      throw nameTakenError(name);
    }
    const after = { ...before, ...changes, updated: context.now() };
    await updateVariableRow(transaction, before.id, { ...changes, updated: after.updated });
    await appendEvents(transaction, [variableEvent("updated", after, after.updated)]);
  });
  context.wakeReaders();
}
