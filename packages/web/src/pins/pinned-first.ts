/** The rows with those of the pinned ids before all others, each in the order it had; `idOf` finds the id of a row. */
export function pinnedFirst<Row>(
  rows: readonly Row[],
  pinnedIds: ReadonlySet<string>,
  idOf: (row: Row) => string,
): readonly Row[] {
  if (pinnedIds.size === 0) return rows;
  const isFirst = (row: Row) => pinnedIds.has(idOf(row));
  return [...rows.filter(isFirst), ...rows.filter((row) => !isFirst(row))];
}
