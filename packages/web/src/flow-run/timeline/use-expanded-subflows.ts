import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { runGraphQuery } from "../flow-run-queries.ts";
import { type TimelineNode, toTimelineNode } from "./timeline-node.ts";

export type ExpandedSubflows = {
  expanded: ReadonlyMap<string, readonly TimelineNode[]>;
  setExpanded: (flowRunId: string, isOpen: boolean) => void;
};

/** Which subflows are expanded in place, and the nodes in them as far as they have been read. */
export function useExpandedSubflows(nodes: readonly TimelineNode[]): ExpandedSubflows {
  const [open, setOpen] = useState<readonly string[]>([]);
  const states = useMemo(() => {
    const kept = nodes.filter((node) => open.includes(node.id));
    return new Map(kept.map((node) => [node.id, `${node.state} ${node.end}`]));
  }, [nodes, open]);
  const expanded = useQueries({
    // The state is part of the key: a subflow that went on is read again.
    queries: open.map((id) => ({ ...runGraphQuery(id, states.get(id) ?? ""), staleTime: 10_000 })),
    combine: useCallback(
      (results: { data?: { nodes: [string, Parameters<typeof toTimelineNode>[0]][] } }[]) =>
        new Map(
          results.map(({ data }, index) => [
            open[index] ?? "",
            data?.nodes.map(([, node]) => toTimelineNode(node)) ?? [],
          ]),
        ),
      [open],
    ),
  });
  const setExpanded = useCallback((id: string, isOpen: boolean) => {
    setOpen((before) =>
      isOpen ? [...before.filter((other) => other !== id), id] : before.filter((other) => other !== id),
    );
  }, []);
  return { expanded, setExpanded };
}
