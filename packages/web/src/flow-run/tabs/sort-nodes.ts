import { endAt, type TimelineNode } from "../timeline/timeline-node.ts";

export type Column = "state" | "name" | "start" | "duration" | "attempts";

/** The nodes in the order of one column, those that are equal in it by their start. */
export function sortNodes(
  nodes: readonly TimelineNode[],
  column: Column,
  isDown: boolean,
  now: number,
  attempts: (node: TimelineNode) => number,
): TimelineNode[] {
  const compare: Record<Column, (a: TimelineNode, b: TimelineNode) => number> = {
    state: (a, b) => a.state.localeCompare(b.state),
    name: (a, b) => collator.compare(a.label, b.label),
    start: (a, b) => a.start - b.start,
    duration: (a, b) => endAt(a, now) - a.start - (endAt(b, now) - b.start),
    attempts: (a, b) => attempts(a) - attempts(b),
  };
  const sign = isDown ? -1 : 1;
  return nodes.toSorted((a, b) => sign * compare[column](a, b) || a.start - b.start);
}

const collator = new Intl.Collator("en", { numeric: true });
