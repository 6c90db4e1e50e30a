import { setTimeout as sleep } from "node:timers/promises";
import { ApiClient } from "../measure/api-client.ts";
import { EventSender } from "../measure/event-sender.ts";
import { percentile } from "../measure/statistics.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import type { BenchServer } from "../servers/bench-server.ts";
import { timeOrderedId } from "../task-run-events.ts";
import type { Figure, Scenario } from "./scenario.ts";

const AUTOMATIONS = 1_000;
// Making so many would take Prefect minutes.
const MANY_AUTOMATIONS = 10_000;
const EVENTS_PER_FIRING = 100;
// So many that each server works for a while: 100,000 on Reeve in a full round.
const EVENTS_PER_SECOND = { Reeve: 33_400, Prefect: 700 } as const;
// Prefect lets what it stores wait for up to five seconds.
const PROBES = { Reeve: 20, Prefect: 5 } as const;
const QUIET_LIMIT_MS = 60_000;
const LIMIT_MS = 180_000;
const POLL_MS = 20;

/** Sends events of which each hundredth fires one of a thousand automations. */
export const fireAutomationsScenario: Scenario = {
  name: "automations",
  title: `Events in, with ${AUTOMATIONS.toLocaleString("en-US")} automations`,
  async measure(server, { seconds }) {
    using client = new ApiClient(server.apiUrl, 4);
    const ids = await createAutomations(client, 0, AUTOMATIONS);
    using sender = await EventSender.open(server.apiUrl);
    await waitUntilQuiet(server, QUIET_LIMIT_MS);
    const lags: number[] = [];
    for (const [number, id] of ids.slice(0, PROBES[server.name]).entries())
      lags.push(await lagOfFiring(client, sender, number, id));
    const burst = () => sendBurst(server, client, sender, EVENTS_PER_SECOND[server.name] * seconds);
    const { perSecond, cpuMs } = await burst();
    const figures: Figure[] = [];
    if (server.name === "Reeve") {
      await createAutomations(client, AUTOMATIONS, MANY_AUTOMATIONS);
      const many = MANY_AUTOMATIONS.toLocaleString("en-US");
      figures.push({
        label: `the same with ${many} automations`,
        value: (await burst()).cpuMs,
        unit: "ms",
      });
    }
    return {
      figures: [
        { label: "one event, until its automation fires: p50", value: percentile(lags, 0.5), unit: "ms" },
        { label: "one event, until its automation fires: p99", value: percentile(lags, 0.99), unit: "ms" },
        { label: "events, until all are stored and all fired", value: perSecond, unit: "/s" },
        { label: "server CPU per event", value: cpuMs, unit: "ms" },
        ...figures,
      ],
    };
  },
};

/** Makes automations with the numbers from one up to another, and answers their ids. */
async function createAutomations(client: ApiClient, from: number, to: number): Promise<string[]> {
  const create = async (number: number) => {
    const { id } = await client.call<{ id: string }>("/automations/", {
      name: `bench-${number}`,
      enabled: true,
      trigger: {
        type: "event",
        posture: "Reactive",
        match: { "prefect.resource.id": watched(number) },
        expect: ["bench.happened"],
        threshold: 1,
        within: 0,
      },
      actions: [{ type: "do-nothing" }],
    });
    return id;
  };
  const ids: string[] = [];
  for (let number = from; number < to; number++) ids.push(await create(number));
  return ids;
}

const watched = (number: number) => `bench.watched.${number}`;

const happened = (resourceId: string) => ({
  id: timeOrderedId(),
  occurred: new Date().toISOString(),
  event: "bench.happened",
  resource: { "prefect.resource.id": resourceId },
  related: [],
  payload: {},
  follows: null,
});

const FIRED = { event: { name: ["prefect.automation.triggered"] } };

type Found = { total: number; events: { occurred: string }[] };
const find = (client: ApiClient, filter: object) =>
  client.call<Found>("/events/filter", { filter, limit: 1 });

/** From the sending of an event to the instant at which the automation fired, as its own event tells. */
async function lagOfFiring(
  client: ApiClient,
  sender: EventSender,
  number: number,
  id: string,
): Promise<number> {
  const sentAt = Date.now();
  sender.send(happened(watched(number)));
  const filter = { ...FIRED, resource: { id: [`prefect.automation.${id}`] } };
  const [fired] = (
    await waitFor(
      () => find(client, filter),
      ({ total }) => total > 0,
    )
  ).events;
  return Date.parse(fired!.occurred) - sentAt;
}

async function sendBurst(server: BenchServer, client: ApiClient, sender: EventSender, count: number) {
  await waitUntilQuiet(server, QUIET_LIMIT_MS);
  const stored = { event: { name: ["bench.happened"] } };
  const [storedBefore, firedBefore] = await Promise.all([find(client, stored), find(client, FIRED)]);
  const cpuBefore = server.cpuMs();
  const startedAt = performance.now();
  for (let number = 1; number <= count; number++) {
    const fires = number % EVENTS_PER_FIRING === 0;
    const resource = fires
      ? watched((number / EVENTS_PER_FIRING) % AUTOMATIONS)
      : `bench.unwatched.${number}`;
    sender.send(happened(resource));
  }
  const firings = Math.floor(count / EVENTS_PER_FIRING);
  await waitFor(
    () => find(client, FIRED),
    ({ total }) => total >= firedBefore.total + firings,
  );
  await waitFor(
    () => find(client, stored),
    ({ total }) => total >= storedBefore.total + count,
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await waitUntilQuiet(server, QUIET_LIMIT_MS);
  return { perSecond: count / seconds, cpuMs: (server.cpuMs() - cpuBefore) / count };
}

/** Asks ever less often, as asking costs the server time too, until the answer will do. */
async function waitFor(ask: () => Promise<Found>, isEnough: (found: Found) => boolean): Promise<Found> {
  const startedAt = performance.now();
  for (;;) {
    const found = await ask();
    if (isEnough(found)) return found;
    const waitedMs = performance.now() - startedAt;
    if (waitedMs > LIMIT_MS) throw new Error(`Only ${found.total} events were there after ${LIMIT_MS} ms.`);
    await sleep(POLL_MS + waitedMs / 15);
  }
}
