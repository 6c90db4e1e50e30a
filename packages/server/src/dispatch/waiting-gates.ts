import { secondsBetween, type Timestamp, type WaitingGate, type WaitingGateName } from "@reeve/protocol";
import { AGENT_TYPE } from "../work-pools/create-work-pool.ts";
import type { LimitInSight, QueueInSight, WaitingFacts } from "./waiting-facts.ts";

/** A gate on a run's way: what it says of the facts, or nothing when the run does not come past it. */
type Gate = (facts: WaitingFacts) => WaitingGate | null;

const open = (gate: WaitingGateName, reason: string): WaitingGate => gateOf(gate, true, reason);

const closed = (
  gate: WaitingGateName,
  reason: string,
  more: Partial<Pick<WaitingGate, "holders" | "opens_at">> = {},
): WaitingGate => gateOf(gate, false, reason, more);

const gateOf = (
  gate: WaitingGateName,
  is_open: boolean,
  reason: string,
  { holders = [], opens_at = null }: Partial<Pick<WaitingGate, "holders" | "opens_at">> = {},
): WaitingGate => ({ gate, is_open, reason, holders, opens_at });

const scheduledTime: Gate = ({ flowRun, now }) => {
  // A run that was claimed before its time waits for it in its process.
  const time = flowRun.next_scheduled_start_time ?? flowRun.state?.state_details.scheduled_time;
  if (!time || time <= now) return open("scheduled-time", "Its time has come.");
  const why: Partial<Record<string, string>> = {
    AwaitingRetry: "It failed and is tried again later",
    AwaitingConcurrencySlot: "It found no free slot of its deployment's limit and asks again later",
  };
  const reason = `${why[flowRun.state_name ?? ""] ?? "It is scheduled for later"}: in ${inWords(secondsBetween(now, time))}.`;
  return closed("scheduled-time", reason, { opens_at: time });
};

const ownProcess: Gate = ({ flowRun }) =>
  flowRun.empirical_policy.retry_type === "in_process"
    ? closed("own-process", "The process that ran it tries it again by itself; no worker can take it.")
    : null;

const deployment: Gate = ({ deployment, queue, now }) => {
  if (deployment === "deleted")
    return closed("deployment", "Its deployment was deleted, so nothing can start it.");
  if (deployment === null) {
    return queue
      ? null
      : closed(
          "deployment",
          "It has no deployment and is in no work pool: only the program that made it can run it.",
        );
  }
  if (queue) {
    const reason = deployment.isPaused
      ? "Its deployment is paused: no new runs are scheduled, but those there are may run."
      : "Its deployment is not paused.";
    return open("deployment", reason);
  }
  if (deployment.isServed) return open("deployment", `A process serves the deployment ${deployment.name}.`);
  const reason = `The deployment ${deployment.name} is in no work pool, and no process asks for its runs ${lastAsked(deployment.lastPolled, now)}.`;
  return closed("deployment", reason);
};

const workPool: Gate = ({ queue }) => {
  if (!queue) return null;
  const { name, isPaused } = queue.pool;
  return isPaused
    ? closed("work-pool", `The work pool ${name} is paused; resume it.`)
    : open("work-pool", `The work pool ${name} is not paused.`);
};

const workQueue: Gate = ({ queue }) => {
  if (!queue) return null;
  return queue.isPaused
    ? closed("work-queue", `The work queue ${queue.name} is paused; resume it.`)
    : open("work-queue", `The work queue ${queue.name} is not paused.`);
};

const worker: Gate = ({ queue, now }) => {
  if (!queue) return null;
  const { pool } = queue;
  if (queue.isPolled) return open("worker", `The runs of the queue ${queue.name} are being fetched.`);
  const asked = lastAsked(queue.lastPolled, now);
  if (pool.type === AGENT_TYPE)
    return closed("worker", `No agent fetches the runs of the queue ${queue.name} ${asked}.`);
  if (pool.onlineWorkers.length === 0) {
    const last = pool.lastWorker
      ? `the last, ${pool.lastWorker.name}, was heard of ${inWords(secondsBetween(pool.lastWorker.heardOf, now))} ago`
      : "there has been none yet";
    return closed(
      "worker",
      `No worker of the pool ${pool.name} is online; ${last}. Start one: reeve worker start -p ${pool.name}`,
    );
  }
  const reason = `Workers of the pool ${pool.name} are online, but none fetches the runs of the queue ${queue.name} ${asked}.`;
  const holders = pool.onlineWorkers.map((name) => ({ kind: "worker", id: null, name }) as const);
  return closed("worker", reason, { holders });
};

const limitGate = (
  gate: "work-pool-limit" | "work-queue-limit" | "deployment-limit",
  what: (queue: QueueInSight | null) => string,
  limitOf: (facts: WaitingFacts) => LimitInSight | null | undefined,
): Gate => {
  return (facts) => {
    const limit = limitOf(facts);
    if (!limit) return null;
    const use = `${limit.taken} of ${limit.limit} slots of the ${what(facts.queue)} are taken`;
    if (limit.taken < limit.limit) return open(gate, `${use}.`);
    const reason =
      limit.limit === 0
        ? `The limit of the ${what(facts.queue)} is 0, so none of its runs may run.`
        : `${use}.`;
    return closed(gate, reason, {
      holders: limit.holders.map(({ id, name }) => ({ kind: "flow-run", id, name })),
    });
  };
};

const line: Gate = ({ queue }) => {
  if (!queue) return null;
  const { ahead, name } = queue;
  if (ahead === 0) return open("line", `It is the next of the queue ${name}.`);
  return open(
    "line",
    `${ahead} ${ahead === 1 ? "run" : "runs"} of the queue ${name} ${ahead === 1 ? "is" : "are"} due before it.`,
  );
};

/** What a scheduled run passes before somebody takes it on. */
export const GATES_OF_SCHEDULED: readonly Gate[] = [
  scheduledTime,
  ownProcess,
  deployment,
  workPool,
  workQueue,
  worker,
  limitGate(
    "work-pool-limit",
    (queue) => `work pool ${queue?.pool.name}`,
    ({ queue }) => queue?.pool.limit,
  ),
  limitGate(
    "work-queue-limit",
    (queue) => `work queue ${queue?.name}`,
    ({ queue }) => queue?.limit,
  ),
  limitGate(
    "deployment-limit",
    () => "deployment",
    ({ deploymentLimit }) => deploymentLimit,
  ),
  line,
];

const claim: Gate = ({ flowRun }) => {
  const name = flowRun.labels["prefect.worker.name"];
  const who = name === undefined ? "Somebody" : `The worker ${name}`;
  const reason = `${who} took it on and has yet to start it (${flowRun.state_name}).`;
  const holders = name === undefined ? [] : [{ kind: "worker", id: null, name: String(name) } as const];
  return closed("claim", reason, { holders });
};

/** What a run passes that somebody has taken on. */
export const GATES_OF_PENDING: readonly Gate[] = [scheduledTime, claim];

const tagLimits: Gate = ({ tagLimits }) => {
  if (tagLimits.length === 0) return null;
  const full = tagLimits.filter(({ limit, taken }) => taken >= limit);
  if (full.length === 0) return open("tag-limits", "Its tasks find slots of their tags' limits.");
  const names = full.map(({ name, limit, taken }) => `${name} (${taken} of ${limit})`).join(", ");
  return closed("tag-limits", `Tasks of it wait for slots of their tags' limits: ${names}.`, {
    holders: full.map(({ name }) => ({ kind: "concurrency-limit", id: null, name })),
  });
};

/** What the tasks of a running run pass. */
export const GATES_OF_RUNNING: readonly Gate[] = [tagLimits];

const lastAsked = (time: Timestamp | null, now: Timestamp): string =>
  time === null ? "(never asked for)" : `(last asked for ${inWords(secondsBetween(time, now))} ago)`;

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** A duration as people say it, in its largest unit: `2 hours`. */
function inWords(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ["second", 1];
  const count = Math.max(0, Math.round(seconds / length));
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
