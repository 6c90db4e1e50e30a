import type { RunGraph } from "@reeve/protocol";
import { useQueries } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { runGraphQuery } from "../flow-run-queries.ts";
import { type TimelineNode, toTimelineNode } from "./timeline-node.ts";

export type ExpandedSubflows = {
  /** The nodes of each expanded subflow, by its flow run id; none until they have been read. */
  expanded: ReadonlyMap<string, readonly TimelineNode[]>;
  setExpanded: (flowRunId: string, isOpen: boolean) => void;
};

/** Which subflows are expanded in place, and the nodes in them as far as they have been read. */
export function useExpandedSubflows(): ExpandedSubflows {
  const [open, setOpen] = useState<readonly string[]>([]);
  const expanded = useQueries({
    queries: open.map((id) => runGraphQuery(id)),
    combine: useCallback(
      (results: { data?: RunGraph }[]) =>
        new Map(
          results.map(({ data }, index): [string, TimelineNode[]] => [
            open[index] ?? "",
            data?.nodes.map(([, node]) => toTimelineNode(node)) ?? [],
          ]),
        ),
      [open],
    ),
  });
  const setExpanded = useCallback((id: string, isOpen: boolean) => {
    setOpen((before) => [...before.filter((other) => other !== id), ...(isOpen ? [id] : [])]);
  }, []);
  return { expanded, setExpanded };
}
