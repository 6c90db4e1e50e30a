import type { KeyboardEvent } from "react";
import type { Row } from "./row-model.ts";
import type { TimelineView } from "./timeline-view.ts";

export type KeyTarget = {
  rows: readonly Row[];
  active: number;
  pageRows: number;
  view: TimelineView;
  moveTo: (index: number) => void;
  toggle: (row: Row, isOpen: boolean) => void;
  select: (row: Row) => void;
  clear: () => void;
};

/** What the keys do while the timeline has the focus. Answers true when the key was one of them. */
export function handleTimelineKey(event: KeyboardEvent, target: KeyTarget): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  return (
    handleMove(event.key, event.shiftKey, target) ||
    handleZoom(event.key, target) ||
    handleRow(event.key, target)
  );
}

function handleMove(
  key: string,
  isShifted: boolean,
  { rows, active, pageRows, view, moveTo }: KeyTarget,
): boolean {
  const last = rows.length - 1;
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: pageRows, PageUp: -pageRows };
  const step = steps[key];
  if (step !== undefined) moveTo(Math.min(Math.max(active + step, 0), last));
  else if (key === "Home") moveTo(0);
  else if (key === "End") moveTo(last);
  else if (isShifted && key === "ArrowLeft") view.pan(-0.1);
  else if (isShifted && key === "ArrowRight") view.pan(0.1);
  else return false;
  return true;
}

function handleZoom(key: string, { view }: KeyTarget): boolean {
  if (key === "+" || key === "=") view.zoom(1 / 1.5);
  else if (key === "-") view.zoom(1.5);
  else if (key === "0") view.fit();
  else return false;
  return true;
}

function handleRow(key: string, { rows, active, moveTo, toggle, select, clear }: KeyTarget): boolean {
  const row = rows[active];
  if (key === "Escape") clear();
  else if (!row) return false;
  else if (key === "Enter" || key === " ") select(row);
  else if (key === "ArrowRight") {
    if (isOpen(row) && (rows[active + 1]?.depth ?? 0) > row.depth) moveTo(active + 1);
    else toggle(row, true);
  } else if (key === "ArrowLeft") {
    if (isOpen(row)) toggle(row, false);
    else moveTo(parentOf(rows, active));
  } else return false;
  return true;
}

/** True when rows that belong to this one stand below it. */
export const isOpen = (row: Row): boolean =>
  row.kind === "group" ? row.mode !== "closed" : row.kind === "node" && row.isExpanded;

function parentOf(rows: readonly Row[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let above = index - 1; above >= 0; above--) if ((rows[above]?.depth ?? 0) < depth) return above;
  return index;
}
