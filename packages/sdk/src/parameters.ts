import type { StandardSchemaV1 } from "@standard-schema/spec";
import { checkInput } from "./check-input.ts";

/** The schema's own value for the input, coerced and with defaults; throws a ReeveError that names each fault. */
export async function validateParameters(
  flowName: string,
  schema: StandardSchemaV1 | undefined,
  input: unknown,
): Promise<unknown> {
  if (!schema) return input;
  return checkInput(`The parameters of the flow "${flowName}" are`, schema, input);
}

/** The parameters as the server stores them: JSON, with text in place of what JSON cannot hold. */
export function parametersAsJson(input: unknown): Record<string, unknown> {
  if (typeof input !== "object" || input === null) return {};
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, asJson(value)]));
}

function asJson(value: unknown): unknown {
  try {
    const text = JSON.stringify(value, (_, part: unknown) =>
      typeof part === "bigint" ? String(part) : part,
    );
    return text === undefined ? String(value) : JSON.parse(text);
  } catch {
    return String(value);
  }
}
