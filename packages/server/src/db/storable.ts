/**
 * The values as both dialects store them: texts without NUL, which PostgreSQL has no place for, and without halves
 * of surrogate pairs, which UTF-8 has none for. Text that is JSON already spells both as escapes, and stays as it is.
 */
export const storable = (values: readonly unknown[]): unknown[] => values.map(storableValue);

function storableValue(value: unknown): unknown {
  if (typeof value === "string") {
    const text = value.includes("\0") ? value.replaceAll("\0", "") : value;
    return text.isWellFormed() ? text : text.toWellFormed();
  }
  return Array.isArray(value) ? value.map(storableValue) : value;
}
