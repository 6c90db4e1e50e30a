import { describe, expect, test, vi } from "vitest";
import { GraphStore } from "./graph-store.ts";
import { graphNode } from "./nodes.fixture.ts";

const graph = (...nodes: ReturnType<typeof graphNode>[]) => ({
  start_time: null,
  end_time: null,
  root_node_ids: [],
  nodes: nodes.map((node) => [node.id, node] as [string, typeof node]),
  artifacts: [],
  states: [],
});
const running = graphNode({ id: "a", state_type: "RUNNING", end_time: null });
const ended = graphNode({ id: "a" });

describe("GraphStore", () => {
  test("tells once of changes that come together", () => {
    const store = new GraphStore();
    const listener = vi.fn();
    store.subscribe(listener);
    store.upsert([running, graphNode({ id: "b" }), ended]);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.nodes.map((node) => [node.id, node.state])).toEqual([
      ["a", "COMPLETED"],
      ["b", "COMPLETED"],
    ]);
  });

  test("notices that a node waits for another attempt", () => {
    const store = new GraphStore();
    store.upsert([running, graphNode({ id: "b", state_type: "PENDING", end_time: null })]);
    store.upsert([
      { ...running, state_type: "SCHEDULED" },
      graphNode({ id: "b", state_type: "SCHEDULED", end_time: null }),
    ]);
    expect([...store.retried]).toEqual(["a"]);
  });

  test("does not let an answer undo what changed while it was under way", () => {
    const store = new GraphStore();
    store.beginLoad();
    store.upsert([ended, graphNode({ id: "new" })]);
    store.load(graph(running));
    expect(store.nodes.map((node) => [node.id, node.state])).toEqual([
      ["a", "COMPLETED"],
      ["new", "COMPLETED"],
    ]);
  });

  test("believes a later answer: a node may run again, or be gone", () => {
    const store = new GraphStore();
    store.upsert([ended, graphNode({ id: "gone" })]);
    store.beginLoad();
    store.load(graph(running));
    expect(store.nodes.map((node) => [node.id, node.state])).toEqual([["a", "RUNNING"]]);
  });
});
