import type { TaskRun } from "@reeve/protocol";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { PAGE_ROWS, taskRunsQuery } from "./flow-run-queries.ts";
import { EdgeIndex } from "./timeline/edges.ts";
import type { TimelineNode } from "./timeline/timeline-node.ts";
import { useExpandedSubflows } from "./timeline/use-expanded-subflows.ts";
import type { Graph } from "./use-graph.ts";

// Fifty pages more would be asked for of the largest runs.
const MOST_TASK_RUNS = 2_000;

/** A run's nodes, those of its expanded subflows, and what more is known of them; until it is known whether the run has ended, that waits. */
export function useRunNodes(
  flowRunId: string,
  graph: Graph,
  hasEnded: boolean | undefined,
  wantsAll: boolean,
) {
  const { store } = graph;
  const nodes = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const subflows = useExpandedSubflows();
  const { nodesById, owners } = useMemo(
    () => indexNodes(nodes, subflows.expanded),
    [nodes, subflows.expanded],
  );
  const edges = useMemo(() => new EdgeIndex([...nodesById.values()]), [nodesById]);
  const isSmall = nodes.length > 0 && nodes.length <= PAGE_ROWS;
  const taskRuns = useTaskRuns(flowRunId, hasEnded, graph.isLoaded && (isSmall || wantsAll), wantsAll);
  const retriedIds = useMemo(() => {
    const listed = [...taskRuns.values()].filter((run) => run.run_count > 1);
    // `nodes` changes whenever the store has noticed another one.
    return new Set(nodes.length > 0 ? [...listed.map((run) => run.id), ...store.retried] : []);
  }, [taskRuns, store, nodes]);
  return { nodes, subflows, nodesById, owners, edges, taskRuns, retriedIds };
}

function indexNodes(nodes: readonly TimelineNode[], expanded: ReadonlyMap<string, readonly TimelineNode[]>) {
  const nodesById = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<string, string>();
  for (const [owner, inner] of expanded) {
    for (const node of inner) {
      nodesById.set(node.id, node);
      owners.set(node.id, owner);
    }
  }
  return { nodesById, owners };
}

/** The task runs by id: the first page, or all when the table wants them; read again when the run has ended. */
function useTaskRuns(flowRunId: string, hasEnded: boolean | undefined, isOn: boolean, wantsAll: boolean) {
  const query = taskRunsQuery(flowRunId, hasEnded ?? false);
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    ...query,
    enabled: isOn && hasEnded !== undefined,
    staleTime: 15_000,
  });
  const count = data?.pages.reduce((sum, page) => sum + page.length, 0) ?? 0;
  useEffect(() => {
    if (wantsAll && hasNextPage && !isFetching && count < MOST_TASK_RUNS) void fetchNextPage();
  }, [wantsAll, hasNextPage, isFetching, fetchNextPage, count]);
  return useMemo(
    () => new Map((data?.pages.flat() ?? []).map((run): [string, TaskRun] => [run.id, run])),
    [data],
  );
}
