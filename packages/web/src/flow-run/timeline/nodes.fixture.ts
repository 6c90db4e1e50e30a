import type { GraphNode } from "@reeve/protocol";
import { type TimelineNode, toTimelineNode } from "./timeline-node.ts";

const ORIGIN = Date.parse("2026-11-22T12:00:00Z");

/** A graph node with everything a test does not care about filled in. */
export function graphNode(given: Partial<GraphNode> & { id: string }): GraphNode {
  return {
    kind: "task-run",
    label: given.id,
    state_type: "COMPLETED",
    state_name: null,
    start_time: new Date(ORIGIN).toISOString(),
    end_time: new Date(ORIGIN + 1000).toISOString(),
    parents: [],
    children: [],
    encapsulating: [],
    artifacts: [],
    ...given,
  };
}

/** A node that starts and ends so many milliseconds after the origin. */
export function timelineNode(
  label: string,
  start: number,
  end: number | null,
  state: TimelineNode["state"] = "COMPLETED",
): TimelineNode {
  return { ...toTimelineNode(graphNode({ id: label })), start, end, state };
}
