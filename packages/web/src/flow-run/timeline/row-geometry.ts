/** Every row has this height, so that any row's place is a multiplication. WCAG asks for targets of 24 px. */
export const ROW_HEIGHT = 26;

export const BAR_HEIGHT = 14;

/** The rows in sight, with one more above and below so that scrolling never shows a gap. */
export function rowsInSight(
  scrollTop: number,
  height: number,
  count: number,
): { first: number; last: number } {
  const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - 1);
  const last = Math.min(count - 1, Math.ceil((scrollTop + height) / ROW_HEIGHT) + 1);
  return { first, last };
}

/** The row at a height below the first one's top; -1 below the last. */
export function rowAt(y: number, count: number): number {
  const index = Math.floor(y / ROW_HEIGHT);
  return index >= 0 && index < count ? index : -1;
}

/** Where to scroll so that the row is wholly in sight; the same place when it is. */
export function scrollTopFor(index: number, scrollTop: number, height: number): number {
  const top = index * ROW_HEIGHT;
  if (top < scrollTop) return top;
  const bottom = top + ROW_HEIGHT;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}
