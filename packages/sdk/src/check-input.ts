import { ReeveError } from "@reeve/protocol/errors";
import type { StandardSchemaV1 } from "@standard-schema/spec";

/** The schema's own value for the input, coerced and with defaults; throws a ReeveError that names each fault. */
export async function checkInput<T>(
  subject: string,
  schema: StandardSchemaV1<unknown, T>,
  input: unknown,
): Promise<T> {
  const result = await schema["~standard"].validate(input);
  return checkedValue(subject, result);
}

/** The value of a check, or a ReeveError that names each fault: "`subject` not valid: x: …". */
export function checkedValue<T>(subject: string, result: StandardSchemaV1.Result<T>): T {
  if (!result.issues) return result.value;
  const faults = result.issues.map(fault);
  throw new ReeveError("invalid_request", `${subject} not valid: ${faults.join("; ")}.`, {
    details: { issues: result.issues },
  });
}

function fault({ message, path }: StandardSchemaV1.Issue): string {
  const place = path?.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  return place ? `${place}: ${message}` : message;
}
