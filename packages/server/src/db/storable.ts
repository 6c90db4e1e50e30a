/**
 * The values as both dialects store them: texts without NUL, which PostgreSQL has no place for, and without halves
 * of surrogate pairs, which UTF-8 has none for. Text that is JSON already spells both as escapes, and stays as it is.
 */
export const storable = (values: readonly unknown[]): readonly unknown[] =>
  values.every(isStorable) ? values : values.map(storableValue);

/** Nearly every value is: whoever binds thousands of them is spared their copies. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0") && value.isWellFormed();
  return !Array.isArray(value) || value.every(isStorable);
}

function storableValue(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\0", "").toWellFormed();
  return Array.isArray(value) ? value.map(storableValue) : value;
}
