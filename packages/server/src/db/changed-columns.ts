/**
 * The columns whose values are not those of the row already. A database writes anew each index of a column that a
 * statement names, whether its value changes or not.
 */
export function changedColumns<T extends object>(row: Partial<T>, columns: Partial<T>): Partial<T> {
  const changed = Object.entries(columns).filter(([name, value]) => row[name as keyof T] !== value);
  return Object.fromEntries(changed) as Partial<T>;
}
