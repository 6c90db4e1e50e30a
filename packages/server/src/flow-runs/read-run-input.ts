import { ReeveError } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { findFlowRunInput } from "../flow-run-inputs/read-flow-run-inputs.ts";
import { hydrateParameters } from "../hydration/hydrate-parameters.ts";
import { describeFault } from "../parameter-schemas/fault-tree.ts";
import { findFaults } from "../parameter-schemas/find-faults.ts";
import type { JsonSchema } from "../parameter-schemas/normalize-schema.ts";

/** What somebody gives a run that waits for input: a value for each field that it asked for. */
export type RunInput = Record<string, unknown>;

/** The input under the key where the run will look for it, or a sentence that says what is wrong with it. */
export type CheckedInput = { input: { key: string; value: RunInput } | null } | { refusal: string };

/** Fills in what was given to a run and checks it against the schema that the run stored when it paused. */
export async function readRunInput(
  transaction: Connection,
  flowRunId: string,
  keyset: Readonly<Record<string, string>>,
  given: RunInput,
): Promise<CheckedInput> {
  const { schema: schemaKey = "", response: key = "" } = keyset;
  const text = await findFlowRunInput(transaction, flowRunId, schemaKey);
  if (text === undefined) return { refusal: `The schema of the input is not stored under ${schemaKey}.` };
  const schema = parseSchema(text);
  if (!schema) return { refusal: "The schema of the input is not valid JSON." };
  try {
    const value = await hydrateParameters(transaction, given);
    const faults = findFaults(value, schema);
    if (faults.length > 0) return { refusal: faults.map(describeFault).join(" ") };
    return { input: { key, value } };
  } catch (error) {
    if (error instanceof ReeveError) return { refusal: error.message };
    throw error;
  }
}

function parseSchema(text: string): JsonSchema | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
