import { ApiClient } from "../measure/api-client.ts";
import { waitForCompletedTaskRuns } from "../measure/completed-task-runs.ts";
import { EventSender } from "../measure/event-sender.ts";
import type { LoadFigures } from "../measure/load.ts";
import { percentile } from "../measure/statistics.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import { createFlow, createFlowRuns } from "../requests.ts";
import type { BenchServer } from "../servers/bench-server.ts";
import { EVENTS_PER_TASK_RUN, type Parent, taskRunEvents } from "../task-run-events.ts";
import type { Figure, Scenario, Size } from "./scenario.ts";

// So many that each server works for about as long as the size says: less work is measured less exactly.
const TASK_RUNS_PER_SECOND = { Reeve: 700, Prefect: 20 } as const;
const QUIET_LIMIT_MS = 60_000;
const PROBES = 20;

/** Sends the events of task runs over sockets and waits until the task runs can be read as Completed. */
export const sendTaskRunEventsScenario: Scenario = {
  name: "events",
  title: "Task-run events in, until the task runs read Completed",
  counts: "events",
  async measure(server, size) {
    using client = new ApiClient(server.apiUrl, 2);
    // Not measured: compilers and caches of both servers start cold.
    await sendBurst(server, client, 1, { ...size, seconds: 1 });
    const figures = await probe(server, client, size);
    const loads: LoadFigures[] = [];
    for (const connections of size.connections)
      loads.push(await sendBurst(server, client, connections, size));
    return { figures, loads };
  },
};

/** Sends task run after task run, each when the one before it is readable. */
async function probe(server: BenchServer, client: ApiClient, { drainSeconds }: Size): Promise<Figure[]> {
  using sender = await EventSender.open(server.apiUrl);
  const delays: number[] = [];
  for (let index = 0; index < PROBES; index++) {
    const parent = await createParent(client);
    for (const event of taskRunEvents(parent, index)) sender.send(event);
    const sentAt = performance.now();
    await waitForCompletedTaskRuns(client, parent.flowRunId, 1, drainSeconds * 1000);
    delays.push(performance.now() - sentAt);
  }
  return [
    { label: "one task run, sent to readable: p50", value: percentile(delays, 0.5), unit: "ms" },
    { label: "one task run, sent to readable: p99", value: percentile(delays, 0.99), unit: "ms" },
  ];
}

async function sendBurst(
  server: BenchServer,
  client: ApiClient,
  connections: number,
  { seconds, drainSeconds }: Size,
): Promise<LoadFigures> {
  const parent = await createParent(client);
  const taskRuns = TASK_RUNS_PER_SECOND[server.name] * seconds;
  const events = Array.from({ length: taskRuns }, (_, index) => taskRunEvents(parent, index));
  using senders = await openSenders(server, connections);
  await waitUntilQuiet(server, QUIET_LIMIT_MS);
  const cpuBefore = server.cpuMs();
  const startedAt = performance.now();
  for (const [index, ofOneTaskRun] of events.entries()) {
    for (const event of ofOneTaskRun) senders.all[index % connections]!.send(event);
  }
  const read = await waitForCompletedTaskRuns(client, parent.flowRunId, taskRuns, drainSeconds * 1000);
  const elapsedSeconds = (performance.now() - startedAt) / 1000;
  await waitUntilQuiet(server, QUIET_LIMIT_MS);
  const succeeded = read * EVENTS_PER_TASK_RUN;
  return {
    connections,
    succeeded,
    failed: (taskRuns - read) * EVENTS_PER_TASK_RUN,
    perSecond: succeeded / elapsedSeconds,
    cpuMs: (server.cpuMs() - cpuBefore) / succeeded,
    p50Ms: Number.NaN,
    p99Ms: Number.NaN,
  };
}

async function createParent(client: ApiClient): Promise<Parent> {
  const flowId = await createFlow(client);
  const [flowRunId] = await createFlowRuns(client, flowId, 1);
  return { flowId, flowRunId: flowRunId! };
}

async function openSenders({ apiUrl }: BenchServer, count: number) {
  const all = await Promise.all(Array.from({ length: count }, () => EventSender.open(apiUrl)));
  return {
    all,
    [Symbol.dispose]() {
      for (const sender of all) sender[Symbol.dispose]();
    },
  };
}
