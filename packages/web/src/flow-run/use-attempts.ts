import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { taskRunStatesQuery } from "./flow-run-queries.ts";
import { type Stretch, stretchesOf } from "./timeline/attempts.ts";
import type { Row } from "./timeline/row-model.ts";
import type { TimelineNode } from "./timeline/timeline-node.ts";

// Each history is a request; beyond these a reader selects the task to see it.
const MOST_HISTORIES = 40;

/** The attempts of the task runs that have a row of their own and were tried more than once. */
export function useAttempts(
  rows: readonly Row[],
  retriedIds: ReadonlySet<string>,
): ReadonlyMap<string, readonly Stretch[]> {
  const wanted = useMemo(
    () =>
      rows
        .flatMap((row) => (row.kind === "node" && retriedIds.has(row.node.id) ? [row.node] : []))
        .slice(0, MOST_HISTORIES),
    [rows, retriedIds],
  );
  const ids = wanted.map((node) => node.id).join();
  return useQueries({
    queries: wanted.map((node) => ({
      ...taskRunStatesQuery(node.id, versionOf(node)),
      placeholderData: <T>(before: T) => before,
    })),
    combine: useCallback(
      (results: { data?: Parameters<typeof stretchesOf>[0] }[]) => {
        const keys = ids.split(",");
        const known = new Map<string, readonly Stretch[]>();
        results.forEach(({ data }, index) => {
          if (data) known.set(keys[index] ?? "", stretchesOf(data));
        });
        return known;
      },
      [ids],
    ),
  });
}

/** Changes when a node got another state, so that what was read of it is read anew. */
export const versionOf = (node: TimelineNode): string => `${node.state} ${node.end ?? ""}`;
