import { deserialize, serialize } from "node:v8";
import { ReeveError } from "@reeve/protocol/errors";

/**
 * How results are written. "json" is what Python reads too; "structured-clone" keeps all that JavaScript can copy:
 * maps, sets, dates, typed arrays, bigints, cycles; "auto" is JSON where nothing is lost by it.
 */
export type ResultSerializer = "auto" | "json" | "structured-clone";

/** A value as text, and how it was written. */
export type SerializedResult = { type: "json" | "structured-clone"; text: string };

/** Writes a value; throws a ReeveError that says what to do when it cannot be written so. */
export function serializeResult(value: unknown, serializer: ResultSerializer): SerializedResult {
  try {
    if (serializer === "json" || (serializer === "auto" && isJson(value))) {
      // Nothing returned is null, as it is None in Python.
      return { type: "json", text: JSON.stringify(value) ?? "null" };
    }
    return { type: "structured-clone", text: serialize(value).toString("base64") };
  } catch (error) {
    throw new ReeveError(
      "invalid_request",
      `The result cannot be written as ${serializer === "json" ? "JSON" : "a structured clone"}: ` +
        `${(error as Error).message} Return data, ${serializer === "json" ? 'set resultSerializer: "structured-clone", ' : ""}` +
        "or set persistResult: false.",
      { cause: error },
    );
  }
}

/** The value that was written; throws a ReeveError when it was written in a way that only Python reads. */
export function deserializeResult(type: string, text: string): unknown {
  if (type === "json") return JSON.parse(text);
  if (type === "structured-clone") return deserialize(Buffer.from(text, "base64"));
  throw new ReeveError(
    "invalid_request",
    `The result was written by the serializer "${type}", which TypeScript cannot read. In Python, set ` +
      'result_serializer="json" for what both are to read.',
  );
}

/** Whether JSON gives the value back as it was; fields without a value may get lost. */
function isJson(value: unknown, around: readonly object[] = []): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "undefined":
      return around.length === 0;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0);
    case "object":
      return value === null || isJsonObject(value, around);
    default:
      return false;
  }
}

function isJsonObject(value: object, around: readonly object[]): boolean {
  if (around.includes(value)) return false;
  const inside = [...around, value];
  if (Array.isArray(value))
    return Array.from(value).every((item) => item !== undefined && isJson(item, inside));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return (
    !("toJSON" in value) &&
    Object.values(value).every((field) => field === undefined || isJson(field, inside))
  );
}
