import { type Client, createClient } from "@reeve/client";
import { addSeconds, currentTimestamp, type StateCreate, type Timestamp } from "@reeve/protocol";
import { startServer } from "@reeve/server";
import { readSettings } from "@reeve/settings";
import type { Example } from "./catalog.ts";
import { type Deployed, deployExamples } from "./deploy-examples.ts";
import { RandomNumbers } from "./random-numbers.ts";
import { taskRunEvents } from "./task-run-events.ts";

const DAYS = 14;
const DAY_SECONDS = 86_400;

type Step = { at: Timestamp; take: () => Promise<void> };

/** Writes two weeks of runs into the database of a home, by a server whose clock goes through them. */
export async function seedHistory(home: string, env: Record<string, string | undefined>): Promise<void> {
  let now = addSeconds(currentTimestamp(), -(DAYS + 1) * DAY_SECONDS);
  const settings = readSettings({
    env,
    home,
    overrides: {
      serverApiPort: 0,
      serverUiEnabled: false,
      // What they do by the clock would be done to a time that is over.
      serverServicesLateRunsEnabled: false,
      serverServicesSchedulerEnabled: false,
      serverServicesForemanEnabled: false,
      serverServicesLostRunsEnabled: false,
      serverServicesDbVacuumEnabled: [],
    },
  });
  await using server = await startServer(settings, { now: () => now });
  using client = createClient({ apiUrl: server.apiUrl });
  const deployed = await deployExamples(client, { isScheduled: false });
  for (const step of stepsOf(client, deployed)) {
    now = step.at;
    await step.take();
  }
}

function stepsOf(client: Client, deployed: readonly Deployed[]): Step[] {
  const random = new RandomNumbers(7);
  const today = `${currentTimestamp().slice(0, 10)}T00:00:00.000000Z`;
  // Nothing that would still go on.
  const until = addSeconds(currentTimestamp(), -600);
  const steps: Step[] = [];
  for (let day = DAYS; day >= 0; day--) {
    for (const { example, deployment } of deployed) {
      for (const hour of example.hours) {
        const at = addSeconds(today, -day * DAY_SECONDS + hour * 3600 + Math.floor(random.next() * 40));
        if (at < until)
          steps.push(...stepsOfRun({ client, example, deploymentId: deployment.id, at, random }));
      }
    }
  }
  return steps.sort((one, other) => (one.at < other.at ? -1 : 1));
}

type PastRun = {
  client: Client;
  example: Example;
  deploymentId: string;
  at: Timestamp;
  random: RandomNumbers;
};

function stepsOfRun({ client, example, deploymentId, at, random }: PastRun): Step[] {
  const { tasks, failure } = example;
  const doesFail = failure !== undefined && random.next() * failure.oneIn < 1;
  const seconds = example.seconds * (0.7 + random.next() * 0.7) * (doesFail ? 0.6 : 1);
  const startedAt = addSeconds(at, 2 + random.next() * 3);
  const endedAt = addSeconds(startedAt, seconds);
  let flowRunId = "";
  const propose = (state: StateCreate) =>
    client.setFlowRunState({ params: { id: flowRunId }, body: { state, force: true } });
  const create = async () => {
    const state = { type: "SCHEDULED", state_details: { scheduled_time: at } } as const;
    const run = await client.createFlowRunOfDeployment({
      params: { id: deploymentId },
      body: { state, parameters: example.scheduled },
    });
    flowRunId = run.id;
    await propose({ type: "PENDING" });
  };
  const end = async () => {
    const last = doesFail ? Math.max(1, tasks.length - 1) : tasks.length;
    const share = seconds / last;
    const events = tasks.slice(0, last).flatMap((name, index) =>
      taskRunEvents({
        flowRunId,
        name,
        index,
        seconds: share * 0.95,
        startedAt: addSeconds(startedAt, index * share),
        end: doesFail && index === last - 1 && failure.type !== "CRASHED" ? "FAILED" : "COMPLETED",
        message: doesFail && index === last - 1 ? failure.message : "",
      }),
    );
    await client.createEvents({ body: events });
    await client.createLogs({ body: logLines(flowRunId, tasks.slice(0, last), startedAt, share) });
    if (!doesFail) await propose({ type: "COMPLETED", message: "All states completed." });
    else if (failure.type === "CRASHED") await propose({ type: "CRASHED", message: failure.message });
    else await propose({ type: "FAILED", message: `Flow run encountered an exception: ${failure.message}` });
  };
  return [
    { at, take: create },
    { at: startedAt, take: async () => void (await propose({ type: "RUNNING" })) },
    { at: endedAt, take: end },
  ];
}

const logLines = (flowRunId: string, tasks: readonly string[], startedAt: Timestamp, share: number) =>
  tasks.map((name, index) => ({
    name: "prefect.flow_runs",
    level: 20,
    flow_run_id: flowRunId,
    message: `Finished ${name} in ${share.toFixed(1)} s`,
    timestamp: addSeconds(startedAt, (index + 1) * share),
  }));
