import { newId, type Variable, type VariableCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { insertVariable, toVariable } from "./queries.ts";
import { variableEvent } from "./variable-event.ts";
import { nameTakenError, variableValueText } from "./variable-value.ts";

/** Creates a variable; refuses a name that is taken. */
export async function createVariable(
  context: Context,
  { name, value, tags }: VariableCreate,
): Promise<Variable> {
  const text = variableValueText(value);
  const row = await context.db.write(async (transaction) => {
    const now = context.now();
    const row = {
      id: newId(),
      created: now,
      updated: now,
      name,
      value: text,
      tags: JSON.stringify(tags ?? []),
    };
    if (!(await insertVariable(transaction, row))) throw nameTakenError(name);
    await appendEvents(transaction, [variableEvent("created", row, now)]);
    return row;
  });
  context.wakeReaders();
  return toVariable(row);
}
