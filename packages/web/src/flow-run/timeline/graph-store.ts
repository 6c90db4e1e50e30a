import type { GraphNode, RunGraph } from "@reeve/protocol";
import { type TimelineNode, toTimelineNode } from "./timeline-node.ts";

// Drawing up the rows of 10,000 nodes takes tens of milliseconds; with so many a reader follows sums, not bars.
const NODES_PER_GAP_MS = 20;
// Changes themselves come no more often than this.
const LEAST_GAP_MS = 100;

/**
 * The nodes of one run's graph as they stand: first the whole answer, then changes one by one.
 * Listeners hear of changes that come together once, and of those of large runs at most twice a second.
 */
export class GraphStore {
  #nodes = new Map<string, TimelineNode>();
  #snapshot: readonly TimelineNode[] = [];
  #isLoaded = false;
  #publishedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retried = new Set<string>();
  #changed = new Set<string>();
  #listeners = new Set<() => void>();

  /** To be called before the graph is asked for: what changes from now on is newer than the answer. */
  beginLoad(): void {
    this.#changed.clear();
  }

  /** Takes the answer, but for the nodes that have changed since it was asked for. */
  load(graph: RunGraph): void {
    const before = this.#nodes;
    this.#nodes = new Map(graph.nodes.map(([id, node]) => [id, toTimelineNode(node)]));
    for (const id of this.#changed) {
      const node = before.get(id);
      if (node) this.#nodes.set(id, node);
    }
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
      this.#changed.add(node.id);
    }
    this.#publishSoon();
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

  #publishSoon(): void {
    const gap = this.#nodes.size / NODES_PER_GAP_MS;
    const left = gap < LEAST_GAP_MS ? 0 : this.#publishedAt + gap - performance.now();
    if (left <= 0) this.#publish();
    else this.#timer ??= setTimeout(() => this.#publish(), left);
  }

  #publish(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#publishedAt = performance.now();
    this.#snapshot = [...this.#nodes.values()];
    for (const listener of this.#listeners) listener();
  }
}
