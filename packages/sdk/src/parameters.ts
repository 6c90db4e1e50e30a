import { ReeveError } from "@reeve/protocol/errors";
import type { StandardSchemaV1 } from "@standard-schema/spec";

/** The schema's own value for the input, coerced and with defaults; throws a ReeveError that names each fault. */
export async function validateParameters(
  flowName: string,
  schema: StandardSchemaV1 | undefined,
  input: unknown,
): Promise<unknown> {
  if (!schema) return input;
  const result = await schema["~standard"].validate(input);
  if (!result.issues) return result.value;
  const faults = result.issues.map(fault);
  throw new ReeveError(
    "invalid_request",
    `The parameters of the flow "${flowName}" are not valid: ${faults.join("; ")}.`,
    { details: { issues: result.issues } },
  );
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

function fault({ message, path }: StandardSchemaV1.Issue): string {
  const place = path?.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  return place ? `${place}: ${message}` : message;
}
