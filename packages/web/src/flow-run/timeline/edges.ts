import type { TimelineNode } from "./timeline-node.ts";

/** A dependency, drawn from the end of one node's bar to the start of another's. */
export type Edge = { from: TimelineNode; to: TimelineNode };

/** Which nodes each node waits for and which wait for it. */
export class EdgeIndex {
  readonly byId: ReadonlyMap<string, TimelineNode>;
  #children = new Map<string, TimelineNode[]>();

  constructor(nodes: readonly TimelineNode[]) {
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    for (const node of nodes) {
      for (const parent of node.parents) {
        const children = this.#children.get(parent);
        if (children) children.push(node);
        else this.#children.set(parent, [node]);
      }
    }
  }

  parentsOf(id: string): TimelineNode[] {
    const parents = this.byId.get(id)?.parents ?? [];
    return parents.flatMap((parent) => this.byId.get(parent) ?? []);
  }

  childrenOf(id: string): readonly TimelineNode[] {
    return this.#children.get(id) ?? [];
  }

  /** The edges that touch a node. */
  edgesOf(id: string): Edge[] {
    const node = this.byId.get(id);
    if (!node) return [];
    return [
      ...this.parentsOf(id).map((from) => ({ from, to: node })),
      ...this.childrenOf(id).map((to) => ({ from: node, to })),
    ];
  }

  /** Every edge of the run. */
  allEdges(): Edge[] {
    return [...this.byId.values()].flatMap((to) => this.parentsOf(to.id).map((from) => ({ from, to })));
  }
}
