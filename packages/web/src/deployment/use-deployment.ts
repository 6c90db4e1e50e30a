import type { Deployment, FlowRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";

/** A deployment, kept up to date; null when there is none of this id. */
export function useDeployment(id: string) {
  const queryKey = ["deployment", id];
  useLiveKinds(["deployment"], queryKey);
  return useQuery<Deployment>({
    queryKey,
    queryFn: ({ signal }) => api.getDeployment({ params: { id } }, { signal }),
    retry: false,
  });
}

const RUNS = 20;

/** The newest runs of a deployment that have begun or ended, and the next ones that are planned. */
export function useRunsOfDeployment(id: string) {
  const queryKey = ["runs-of-deployment", id];
  const reread = useReread(queryKey);
  useLiveTopic(
    "runs",
    (changes) => {
      const isOurs = changes.some(
        (change) =>
          change.kind === "flow-run-deleted" ||
          (change.kind === "flow-run" && change.flowRun.deployment_id === id),
      );
      if (isOurs) reread();
    },
    reread,
  );
  return useQuery<{ past: FlowRun[]; next: FlowRun[] }>({
    queryKey,
    queryFn: async ({ signal }) => {
      const deployments = { id: { any_: [id] } };
      const [past, next] = await Promise.all([
        api.listFlowRuns(
          {
            body: {
              deployments,
              flow_runs: { state: { type: { not_any_: ["SCHEDULED"] } } },
              sort: "START_TIME_DESC",
              limit: RUNS,
            },
          },
          { signal },
        ),
        api.listFlowRuns(
          {
            body: {
              deployments,
              flow_runs: { state: { type: { any_: ["SCHEDULED"] } } },
              sort: "NEXT_SCHEDULED_START_TIME_ASC",
              limit: RUNS,
            },
          },
          { signal },
        ),
      ]);
      return { past, next };
    },
  });
}
