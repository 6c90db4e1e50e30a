// Escapes of what PostgreSQL cannot make text of: it refuses to read any field of JSON that has one in any other.
// An escape is one behind an even number of backslashes.
export const UNREADABLE = String.raw`(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})`;

const unreadable = new RegExp(UNREADABLE, "g");

/** A value as JSON that both dialects can read every field of: without NUL, and without halves of surrogate pairs. */
export function readableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes("\\u") ? json.replace(unreadable, "$1") : json;
}
