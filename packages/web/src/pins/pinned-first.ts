/** The rows with those of the pinned ids before all others, each in the order it had. */
export function pinnedFirst<Row extends { id: string }>(
  rows: readonly Row[],
  pinnedIds: ReadonlySet<string>,
): readonly Row[] {
  if (pinnedIds.size === 0) return rows;
  const isFirst = ({ id }: Row) => pinnedIds.has(id);
  return [...rows.filter(isFirst), ...rows.filter((row) => !isFirst(row))];
}
