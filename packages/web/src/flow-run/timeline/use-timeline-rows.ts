import type { StateType } from "@reeve/protocol";
import { useCallback, useMemo, useState } from "react";
import type { RunSearch } from "../run-search.ts";
import { EdgeIndex } from "./edges.ts";
import { buildRows, type Group, type GroupMode, type Row, rowIndexes, startingMode } from "./row-model.ts";
import type { TimelineNode } from "./timeline-node.ts";

export type TimelineRows = {
  rows: readonly Row[];
  indexes: ReadonlyMap<string, number>;
  edges: EdgeIndex;
  setMode: (group: Group, mode: GroupMode) => void;
  /** Opens the group a node is folded into, if it is in one. */
  reveal: (id: string) => void;
};

/** The rows under what the reader chose, opened and closed. */
export function useTimelineRows(
  nodes: readonly TimelineNode[],
  search: RunSearch,
  expanded: ReadonlyMap<string, readonly TimelineNode[]>,
  now: () => number,
): TimelineRows {
  const [modes, setModes] = useState<ReadonlyMap<string, GroupMode>>(new Map());
  const states = useMemo(() => statesOf(search.states), [search.states]);
  const sort = search.sort ?? "start";
  const rows = useMemo(
    () => buildRows(nodes, { sort, states, modes, expanded, now: now() }),
    [nodes, sort, states, modes, expanded, now],
  );
  const indexes = useMemo(() => rowIndexes(rows), [rows]);
  const edges = useMemo(() => new EdgeIndex([...nodes, ...[...expanded.values()].flat()]), [nodes, expanded]);
  const setMode = useCallback(
    (group: Group, mode: GroupMode) => setModes((before) => new Map(before).set(group.key, mode)),
    [],
  );
  const reveal = useCallback(
    (id: string) => {
      const row = rows[indexes.get(id) ?? -1];
      if (row?.kind === "group") setMode(row.group, "open");
    },
    [rows, indexes, setMode],
  );
  return { rows, indexes, edges, setMode, reveal };
}

/** The mode a click on a group's row leads to. */
export function nextMode(group: Group, mode: GroupMode): GroupMode {
  if (mode === "open") return startingMode(group) === "failures" ? "failures" : "closed";
  return mode === "closed" ? "open" : "closed";
}

/** The states an address names; none means all. */
export function statesOf(text: string | undefined): ReadonlySet<StateType> {
  return new Set((text?.toUpperCase().split(",") ?? []) as StateType[]);
}
