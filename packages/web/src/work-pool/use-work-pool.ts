import type { FlowRun, Worker, WorkPool, WorkQueue } from "@reeve/protocol";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { countLateRuns } from "../work-pools/count-late-runs.ts";
import { useRereadWithPoolRuns } from "../work-pools/use-reread-with-pool-runs.ts";
import { patchPool } from "./patch-pool.ts";

const MOST_ROWS = 200;
const RUNS = 20;

export type PoolData = { pool: WorkPool; lateRuns: number; queues: WorkQueue[]; workers: Worker[] };

/** A work pool with its queues by priority and its workers, kept up to date. */
export function useWorkPool(name: string) {
  const queryKey = ["work-pool", name];
  const queryClient = useQueryClient();
  const reread = useReread(queryKey);
  useLiveKinds(["work-pool", "work-queue", "worker"], queryKey);
  useRereadWithPoolRuns(queryKey, name);
  useLiveTopic(
    "polls",
    (changes) => queryClient.setQueryData<PoolData>(queryKey, (data) => data && patchPool(data, changes)),
    reread,
  );
  return useQuery<PoolData>({
    queryKey,
    queryFn: async ({ signal }) => {
      const params = { work_pool_name: name };
      const body = { limit: MOST_ROWS };
      const [pool, lateRuns, queues, workers] = await Promise.all([
        api.getWorkPool({ params: { name } }, { signal }),
        countLateRuns(name, { signal }),
        api.listWorkQueuesInPool({ params, body }, { signal }),
        api.listWorkers({ params, body }, { signal }),
      ]);
      return { pool, lateRuns, queues, workers };
    },
    retry: false,
  });
}

/** The runs of a pool, or of one of its queues, that begin next, and those that began last. */
export function useRunsOfPool(poolName: string, queueName?: string) {
  const queryKey = ["runs-of-pool", poolName, queueName];
  const reread = useReread(queryKey);
  useLiveTopic("runs", reread, reread);
  return useQuery<{ past: FlowRun[]; next: FlowRun[] }>({
    queryKey,
    queryFn: async ({ signal }) => {
      const where = {
        work_pools: { name: { any_: [poolName] } },
        ...(queueName === undefined ? {} : { work_pool_queues: { name: { any_: [queueName] } } }),
        limit: RUNS,
      };
      const [past, next] = await Promise.all([
        api.listFlowRuns(
          {
            body: {
              ...where,
              flow_runs: { state: { type: { not_any_: ["SCHEDULED"] } } },
              sort: "START_TIME_DESC",
            },
          },
          { signal },
        ),
        api.listFlowRuns(
          {
            body: {
              ...where,
              flow_runs: { state: { type: { any_: ["SCHEDULED"] } } },
              sort: "NEXT_SCHEDULED_START_TIME_ASC",
            },
          },
          { signal },
        ),
      ]);
      return { past, next };
    },
  });
}
