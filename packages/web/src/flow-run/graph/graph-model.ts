import type { StateType } from "@reeve/protocol";
import { endAt, isFailure, isWaiting, type TimelineNode } from "../timeline/timeline-node.ts";

/** A box of the graph: one node, or all runs of a task folded into one. */
export type Vertex = {
  id: string;
  label: string;
  kind: TimelineNode["kind"];
  state: StateType;
  nodes: readonly TimelineNode[];
};

export type GraphModel = {
  vertices: readonly Vertex[];
  edges: readonly (readonly [from: string, to: string])[];
  isFolded: boolean;
};

// More boxes than this are no picture any more.
const MOST_BOXES = 200;
// More than these cannot be read without zooming.
const MOST_READABLE_BOXES = 40;

/** Whether each node can be a box of its own. */
export const canUnfold = (nodes: readonly TimelineNode[]): boolean => nodes.length <= MOST_BOXES;

/** Whether the graph is folded while the reader has not chosen. */
export const startsFolded = (nodes: readonly TimelineNode[]): boolean => nodes.length > MOST_READABLE_BOXES;

/** The graph of a run: each node a box, or folded, one box for each task. */
export function graphModel(nodes: readonly TimelineNode[], wantsFolded: boolean): GraphModel {
  const isFolded = wantsFolded || !canUnfold(nodes);
  const keyOf = (node: TimelineNode) => (isFolded ? `${node.kind}:${node.groupName}` : node.id);
  const byKey = new Map<string, TimelineNode[]>();
  const keyOfId = new Map<string, string>();
  for (const node of nodes.toSorted((a, b) => a.start - b.start)) {
    const key = keyOf(node);
    keyOfId.set(node.id, key);
    const members = byKey.get(key);
    if (members) members.push(node);
    else byKey.set(key, [node]);
  }
  const vertices = [...byKey].map(([id, members]) => vertexOf(id, members));
  return { vertices, edges: edgesBetween(nodes, keyOfId), isFolded };
}

function vertexOf(id: string, nodes: readonly TimelineNode[]): Vertex {
  const [first] = nodes;
  const label = (nodes.length === 1 ? first?.label : first?.groupName) ?? id;
  return { id, label, kind: first?.kind ?? "task-run", state: worstState(nodes), nodes };
}

function edgesBetween(
  nodes: readonly TimelineNode[],
  keyOfId: ReadonlyMap<string, string>,
): (readonly [string, string])[] {
  const edges = new Map<string, readonly [string, string]>();
  for (const node of nodes) {
    const to = keyOfId.get(node.id);
    for (const parent of node.parents) {
      const from = keyOfId.get(parent);
      if (from !== undefined && to !== undefined && from !== to) edges.set(`${from} ${to}`, [from, to]);
    }
  }
  return [...edges.values()];
}

/** The state that tells most about several runs. */
export const worstState = (nodes: readonly TimelineNode[]): StateType => worstNode(nodes)?.state ?? "PENDING";

/** The node that tells most about several: what failed, else what goes on, else what waits. */
export function worstNode(nodes: readonly TimelineNode[]): TimelineNode | undefined {
  const failed = nodes.find((node) => isFailure(node.state));
  const going = nodes.find((node) => node.end === null && !isWaiting(node));
  const waiting = nodes.find(isWaiting);
  const cancelled = nodes.find((node) => node.state === "CANCELLED");
  return failed ?? going ?? waiting ?? cancelled ?? nodes[0];
}

/** From the first start to the last end, in milliseconds. */
export function spanOf(nodes: readonly TimelineNode[], now: number): number {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const node of nodes) {
    start = Math.min(start, node.start);
    end = Math.max(end, endAt(node, now));
  }
  return nodes.length === 0 ? 0 : end - start;
}
