import { type Client, DueRunsSubscription, EventSubscription, type SocketOptions } from "@reeve/client";
import type { FlowRun } from "@reeve/protocol";
import { addSeconds, currentTimestamp } from "@reeve/protocol/timestamp";

/** Where a worker finds the flow runs it is to start. */
export type DueFlowRuns = {
  /** At most so many that are due now or within the prefetch time, the most urgent first. */
  read(limit: number): Promise<FlowRun[]>;
  /** Calls back when there may be new ones, until disposed of. */
  watch(onDue: () => void): Disposable;
};

/** Those of a work pool, of all its queues or of some. */
export const dueInWorkPool = (
  client: Client,
  server: SocketOptions,
  {
    workPool,
    workQueues,
    prefetchSeconds,
  }: { workPool: string; workQueues: readonly string[]; prefetchSeconds: number },
): DueFlowRuns => ({
  async read(limit) {
    const due = await client.getScheduledFlowRuns({
      params: { name: workPool },
      body: {
        ...(workQueues.length > 0 && { work_queue_names: [...workQueues] }),
        scheduled_before: addSeconds(currentTimestamp(), prefetchSeconds),
        limit,
      },
    });
    return due.map(({ flow_run }) => flow_run);
  },
  watch: (onDue) =>
    new DueRunsSubscription({
      ...server,
      workPoolName: workPool,
      ...(workQueues.length > 0 && { workQueueNames: [...workQueues] }),
      prefetchSeconds,
      onDue,
    }),
});

/** Those of deployments that somebody serves without a work pool. */
export const dueOfDeployments = (
  client: Client,
  server: SocketOptions,
  { deploymentIds, prefetchSeconds }: { deploymentIds: readonly string[]; prefetchSeconds: number },
): DueFlowRuns => ({
  read: (limit) =>
    client.getScheduledFlowRunsOfDeployments({
      body: {
        deployment_ids: [...deploymentIds],
        scheduled_before: addSeconds(currentTimestamp(), prefetchSeconds),
        limit,
      },
    }),
  // A run that is scheduled for later makes no event when its time has come; asking every few seconds finds it.
  watch: (onDue) =>
    new EventSubscription({
      ...server,
      filter: { event: { prefix: ["prefect.flow-run.Scheduled", "prefect.flow-run.Resuming"] } },
      onEvent: onDue,
    }),
});
