import { addSeconds, type FlowRun, type Timestamp, type WhyWaiting } from "@reeve/protocol";
import { findLimits } from "../concurrency-limits/find-limits.ts";
import type { ReadContext } from "../context.ts";
import type { DeploymentRow } from "../deployments/deployment-row.ts";
import { findDeploymentIfAny } from "../deployments/read-deployments.ts";
import { getFlowRun } from "../flow-runs/read-flow-runs.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { findWorkQueue } from "../work-queues/read-work-queues.ts";
import { listWorkers } from "../workers/list-workers.ts";
import { explainWaiting } from "./explain-waiting.ts";
import {
  countRunsAhead,
  selectQueuesToServe,
  selectRunsOfDeploymentUnderWay,
  selectSlotHolders,
  selectTagsOfWaitingTaskRuns,
} from "./queries.ts";
import type { LimitInSight, QueueInSight, WaitingFacts } from "./waiting-facts.ts";

// As many as somebody reads.
const MOST_HOLDERS = 10;
const MOST_AHEAD = 1_000;
const MOST_WORKERS = 50;
const MOST_TASK_RUNS = 1_000;

/** Why a flow run is not running: every gate before it, who holds it, and when it opens. */
export async function getWhyWaiting(context: ReadContext, id: string): Promise<WhyWaiting> {
  const flowRun = await getFlowRun(context, id);
  const now = context.now();
  const { deployment_id: deploymentId } = flowRun;
  const deployment = deploymentId
    ? await findDeploymentIfAny(context.db.reader, { id: deploymentId })
    : undefined;
  const facts: WaitingFacts = {
    now,
    flowRun,
    deployment: deployment ? inSight(context, deployment, now) : deploymentId === null ? null : "deleted",
    queue: await findQueue(context, flowRun, now),
    deploymentLimit: deployment ? await findDeploymentLimit(context, deployment) : null,
    tagLimits: flowRun.state_type === "RUNNING" ? await findTagLimits(context, id) : [],
  };
  return explainWaiting(facts);
}

const inSight = (
  { settings }: ReadContext,
  { name, paused, last_polled }: DeploymentRow,
  now: Timestamp,
) => ({
  name,
  isPaused: paused !== 0,
  isServed: isRecent(last_polled, now, settings.serverServicesForemanDeploymentLastPolledTimeoutSeconds),
  lastPolled: last_polled,
});

async function findQueue(
  context: ReadContext,
  flowRun: FlowRun,
  now: Timestamp,
): Promise<QueueInSight | null> {
  const { reader } = context.db;
  const row = flowRun.work_queue_id ? await findWorkQueue(reader, { id: flowRun.work_queue_id }) : undefined;
  const pool = row && (await findWorkPool(reader, { id: row.work_pool_id }));
  if (!pool) return null;
  const siblings = await selectQueuesToServe(reader, pool.id);
  const workers = await listWorkers(context, pool.name, null, { limit: MOST_WORKERS, offset: 0 });
  const [last] = workers;
  const time = flowRun.next_scheduled_start_time;
  return {
    name: row.name,
    isPaused: row.is_paused !== 0,
    limit: await limitInSight(context, row, [row.id]),
    isPolled: isRecent(
      row.last_polled,
      now,
      context.settings.serverServicesForemanWorkQueueLastPolledTimeoutSeconds,
    ),
    lastPolled: row.last_polled,
    ahead: time === null ? 0 : await countRunsAhead(reader, row.id, { id: flowRun.id, time }, MOST_AHEAD),
    pool: {
      name: pool.name,
      type: pool.type,
      isPaused: pool.is_paused !== 0,
      limit: await limitInSight(
        context,
        pool,
        siblings.map(({ id }) => id),
      ),
      onlineWorkers: workers.filter(({ status }) => status === "ONLINE").map(({ name }) => name),
      lastWorker: last?.last_heartbeat_time ? { name: last.name, heardOf: last.last_heartbeat_time } : null,
    },
  };
}

/** The limit of a pool or of a queue, with the first runs that hold its slots. */
async function limitInSight(
  { db }: ReadContext,
  place: { name: string; concurrency_limit: number | null; active_slots: number | null },
  queueIds: readonly string[],
): Promise<LimitInSight | null> {
  const { name, concurrency_limit: limit, active_slots: taken } = place;
  if (limit === null) return null;
  const holders = await selectSlotHolders(db.reader, queueIds, MOST_HOLDERS);
  return { name, limit, taken: taken ?? 0, holders: holders.slice(0, MOST_HOLDERS) };
}

async function findDeploymentLimit(
  context: ReadContext,
  { id, concurrency_limit_id: limitId }: DeploymentRow,
): Promise<LimitInSight | null> {
  const [limit] = limitId ? await findLimits(context, { ids: [limitId] }) : [];
  if (!limit) return null;
  const holders = await selectRunsOfDeploymentUnderWay(context.db.reader, id, MOST_HOLDERS);
  return { ...limit, holders };
}

async function findTagLimits(context: ReadContext, flowRunId: string): Promise<LimitInSight[]> {
  const lists = await selectTagsOfWaitingTaskRuns(context.db.reader, flowRunId, MOST_TASK_RUNS);
  const tags = [...new Set(lists.flatMap((tags): string[] => JSON.parse(tags)))];
  return (await findLimits(context, { tags })).map((limit) => ({ ...limit, holders: [] }));
}

const isRecent = (time: Timestamp | null, now: Timestamp, seconds: number): boolean =>
  time !== null && time >= addSeconds(now, -seconds);
