import type { Deployment, Flow, FlowRow, FlowRun, HistoryResponse } from "@reeve/protocol";
import { type QueryKey, useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { useShownZone } from "../times/shown-zone.ts";
import { heatMapStart } from "./heat-map-days.ts";

/** How many of its last runs the page shows. */
export const SHOWN_RUNS = 60;
const DAY_SECONDS = 86_400;

/** A flow with what comes next and why it failed last; its name alone is waited for by the crumbs. */
export const flowKey = (id: string): QueryKey => ["flow", id];

export type FlowData = { flow: Flow; row: FlowRow | undefined; deployments: Deployment[] };

export function useFlow(id: string) {
  useLiveKinds(["flow", "deployment"], flowKey(id));
  return useQuery<FlowData>({
    queryKey: flowKey(id),
    queryFn: async ({ signal }) => {
      const flows = { id: { any_: [id] } };
      const [flow, [row], deployments] = await Promise.all([
        api.getFlow({ params: { id } }, { signal }),
        api.listFlowRows({ body: { flows } }, { signal }),
        api.listDeployments({ body: { flows } }, { signal }),
      ]);
      return { flow, row, deployments };
    },
    retry: false,
  });
}

/** Its last runs and how many there were each day, read again whenever one of its runs changes. */
export function useRunsOfFlow(id: string) {
  // The days are those of the zone that is shown.
  const queryKey = ["runs-of-flow", id, useShownZone()];
  const reread = useReread(queryKey);
  const rereadFlow = useReread(flowKey(id));
  const both = () => {
    reread();
    rereadFlow();
  };
  useLiveTopic(
    "runs",
    (changes) => {
      const isOurs = changes.some(
        (change) =>
          change.kind === "flow-run-deleted" || (change.kind === "flow-run" && change.flowRun.flow_id === id),
      );
      if (isOurs) both();
    },
    both,
  );
  return useQuery<{ runs: FlowRun[]; days: HistoryResponse[] }>({
    queryKey,
    queryFn: async ({ signal }) => {
      const flows = { id: { any_: [id] } };
      const now = new Date();
      const flow_runs = { expected_start_time: { before_: now.toISOString() } };
      const [runs, days] = await Promise.all([
        api.listFlowRuns(
          { body: { flows, flow_runs, sort: "START_TIME_DESC", limit: SHOWN_RUNS } },
          { signal },
        ),
        api.getFlowRunHistory(
          {
            body: {
              flows,
              flow_runs,
              history_interval_seconds: DAY_SECONDS,
              history_start: heatMapStart(now).toISOString(),
              history_end: now.toISOString(),
            },
          },
          { signal },
        ),
      ]);
      return { runs, days };
    },
  });
}
