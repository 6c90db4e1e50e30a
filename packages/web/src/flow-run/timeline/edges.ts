import type { TimelineNode } from "./timeline-node.ts";

/** A dependency, drawn from the end of one node's bar to the start of another's. */
export type Edge = { from: TimelineNode; to: TimelineNode };

/** Which nodes each node waits for and which wait for it; worked out when it is first asked. */
export class EdgeIndex {
  readonly #nodes: readonly TimelineNode[];
  #byId: Map<string, TimelineNode> | undefined;
  #children: Map<string, TimelineNode[]> | undefined;

  constructor(nodes: readonly TimelineNode[]) {
    this.#nodes = nodes;
  }

  parentsOf(id: string): TimelineNode[] {
    const parents = this.#nodesById().get(id)?.parents ?? [];
    return parents.flatMap((parent) => this.#nodesById().get(parent) ?? []);
  }

  childrenOf(id: string): readonly TimelineNode[] {
    this.#children ??= childrenOfAll(this.#nodes);
    return this.#children.get(id) ?? [];
  }

  /** The edges that touch a node. */
  edgesOf(id: string): Edge[] {
    const node = this.#nodesById().get(id);
    if (!node) return [];
    return [
      ...this.parentsOf(id).map((from) => ({ from, to: node })),
      ...this.childrenOf(id).map((to) => ({ from: node, to })),
    ];
  }

  /** Every edge of the run. */
  allEdges(): Edge[] {
    return this.#nodes.flatMap((to) => this.parentsOf(to.id).map((from) => ({ from, to })));
  }
  #nodesById(): Map<string, TimelineNode> {
    this.#byId ??= new Map(this.#nodes.map((node) => [node.id, node]));
    return this.#byId;
  }
}

function childrenOfAll(nodes: readonly TimelineNode[]): Map<string, TimelineNode[]> {
  const children = new Map<string, TimelineNode[]>();
  for (const node of nodes) {
    for (const parent of node.parents) {
      const list = children.get(parent);
      if (list) list.push(node);
      else children.set(parent, [node]);
    }
  }
  return children;
}
