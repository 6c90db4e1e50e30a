import type { GraphNode, RunGraph } from "@reeve/protocol";
import { type TimelineNode, toTimelineNode } from "./timeline-node.ts";

/**
 * The nodes of one run's graph as they stand: first the whole answer, then changes one by one.
 * Listeners hear of any number of changes that come together once.
 */
export class GraphStore {
  #nodes = new Map<string, TimelineNode>();
  #snapshot: readonly TimelineNode[] = [];
  #isLoaded = false;
  #retried = new Set<string>();
  #listeners = new Set<() => void>();

  /** Takes a fresh answer. Nodes that only the changes told of stay: the answer may be older than they are. */
  load(graph: RunGraph): void {
    for (const [id, node] of graph.nodes) this.#keepNewer(id, toTimelineNode(node));
    this.#isLoaded = true;
    this.#publish();
  }

  /** Takes nodes as they now stand. */
  upsert(nodes: readonly GraphNode[]): void {
    if (nodes.length === 0) return;
    for (const node of nodes) {
      const before = this.#nodes.get(node.id)?.state;
      if (before === "RUNNING" && node.state_type === "SCHEDULED") this.#retried.add(node.id);
      this.#nodes.set(node.id, toTimelineNode(node));
    }
    this.#publish();
  }

  /** The nodes in no special order; the same array until something changes. */
  get nodes(): readonly TimelineNode[] {
    return this.#snapshot;
  }

  /** The nodes that were seen to wait for another attempt. */
  get retried(): ReadonlySet<string> {
    return this.#retried;
  }

  /** False until the first whole answer has come. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): readonly TimelineNode[] => this.#snapshot;

  #keepNewer(id: string, node: TimelineNode): void {
    const known = this.#nodes.get(id);
    if (known && known.end !== null && node.end === null) return;
    this.#nodes.set(id, node);
  }

  #publish(): void {
    this.#snapshot = [...this.#nodes.values()];
    for (const listener of this.#listeners) listener();
  }
}
