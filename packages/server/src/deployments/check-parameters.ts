import { type ErrorCode, ReeveError } from "@reeve/protocol";
import { withPlainNumbers } from "../exact-json.ts";
import { findFaults } from "../parameter-schemas/find-faults.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Refuses parameters that do not fit the schema of a deployment's flow, naming each that is wrong. */
export function checkParameters(
  schema: Schema,
  parameters: Readonly<Record<string, unknown>>,
  { ignoreRequired = false, code = "unprocessable" }: { ignoreRequired?: boolean; code?: ErrorCode } = {},
): void {
  const faults = findFaults(withPlainNumbers(parameters), schema, { ignoreRequired });
  if (faults.length === 0) return;
  const reasons = faults.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`);
  throw new ReeveError(code, `Validation failed for the parameters: ${reasons.join("; ")}.`);
}
