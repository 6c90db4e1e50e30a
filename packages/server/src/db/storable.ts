/**
 * The values as both dialects can store them: texts without NUL, which PostgreSQL has no place for.
 * JSON is left as it is by this, since it spells NUL as an escape.
 */
export const storable = (values: readonly unknown[]): unknown[] => values.map(withoutNul);

function withoutNul(value: unknown): unknown {
  if (typeof value === "string") return value.includes("\0") ? value.replaceAll("\0", "") : value;
  return Array.isArray(value) ? value.map(withoutNul) : value;
}
