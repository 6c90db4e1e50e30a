import type { EdgeIndex } from "./edges.ts";
import { endAt, type TimelineNode } from "./timeline-node.ts";

/**
 * The chain of dependencies that decided when the run ended: from the node that ended last back through the one that
 * each had waited for longest. In the order of their times; empty where there is no node.
 */
export function criticalPath(nodes: readonly TimelineNode[], edges: EdgeIndex, now: number): TimelineNode[] {
  const path: TimelineNode[] = [];
  const seen = new Set<string>();
  for (let at = lastEnded(nodes, now); at !== undefined && !seen.has(at.id); ) {
    path.unshift(at);
    seen.add(at.id);
    at = lastEnded(edges.parentsOf(at.id), now);
  }
  return path;
}

function lastEnded(nodes: readonly TimelineNode[], now: number): TimelineNode | undefined {
  let last: TimelineNode | undefined;
  for (const node of nodes) if (!last || endAt(node, now) > endAt(last, now)) last = node;
  return last;
}
