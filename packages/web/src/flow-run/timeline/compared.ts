import type { TimeWindow } from "./time-scale.ts";
import { endAt, type TimelineNode } from "./timeline-node.ts";

/** The window in which a node that began at `start` stands as if it had begun with the run, at `origin`. */
export const windowFrom = ({ t0, t1 }: TimeWindow, start: number, origin: number): TimeWindow => ({
  t0: t0 + start - origin,
  t1: t1 + start - origin,
});

/** How long the longest of some nodes has taken, in milliseconds. */
export function longest(nodes: readonly TimelineNode[], now: number): number {
  let most = 0;
  for (const node of nodes) most = Math.max(most, endAt(node, now) - node.start);
  return most;
}

/** The nodes as if all had begun with the run, at `origin`. */
export const asIfBegunAt = (
  nodes: readonly TimelineNode[],
  origin: number,
  now: number,
): readonly TimelineNode[] =>
  nodes.map((node) => ({ ...node, start: origin, end: origin + endAt(node, now) - node.start }));
