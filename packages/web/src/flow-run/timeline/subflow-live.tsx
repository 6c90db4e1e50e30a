import type { GraphNode, RunGraph } from "@reeve/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { useLiveTopic } from "../../live/use-live-topic.ts";
import { runGraphQuery } from "../flow-run-queries.ts";

/** Keeps the graph of an expanded subflow up to date while it is mounted. */
export function SubflowLive({ flowRunId }: { flowRunId: string }) {
  const queryClient = useQueryClient();
  const { queryKey } = runGraphQuery(flowRunId);
  useLiveTopic(
    `run:${flowRunId}`,
    (changes) => {
      const nodes = changes.flatMap((change) => (change.kind === "node" ? [change.node] : []));
      if (nodes.length > 0)
        queryClient.setQueryData(queryKey, (before) => before && withNodes(before, nodes));
    },
    () => void queryClient.invalidateQueries({ queryKey }),
  );
  return null;
}

/** The graph with these nodes in place of those of the same ids, new ones at its end. */
export function withNodes(graph: RunGraph, nodes: readonly GraphNode[]): RunGraph {
  const byId = new Map(graph.nodes);
  for (const node of nodes) byId.set(node.id, node);
  return { ...graph, nodes: [...byId] };
}
