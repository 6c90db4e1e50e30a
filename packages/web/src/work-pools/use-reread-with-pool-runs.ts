import type { QueryKey } from "@tanstack/react-query";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";

/** Has queries read again when runs of a pool, or of any, change: they are late or in time, and take its slots. */
export function useRereadWithPoolRuns(queryKey: QueryKey, poolName?: string): void {
  const reread = useReread(queryKey);
  useLiveTopic(
    "runs",
    (changes) => {
      const isOfPool = (name: string | null | undefined) => Boolean(name) && (!poolName || name === poolName);
      const concerns = changes.some(
        (change) =>
          change.kind === "flow-run-deleted" ||
          (change.kind === "flow-run" && isOfPool(change.flowRun.work_pool_name)),
      );
      if (concerns) reread();
    },
    reread,
  );
}
