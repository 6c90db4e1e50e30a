import type { BenchServer } from "../servers/bench-server.ts";
import { ApiClient } from "./api-client.ts";
import { percentile } from "./statistics.ts";
import { waitUntilQuiet } from "./wait-until-quiet.ts";

/** How long and how much a load may be. */
export type LoadLimits = {
  seconds: number;
  requests: number;
  /** How long it warms up; three seconds when left out. */
  warmUpSeconds?: number;
  /** That the server has done all it will when it answers, as reads have, so that nobody need wait until it rests. */
  leavesNothing?: boolean;
  /**
   * How long all connections may wait for an answer each, going by how long one alone waits: more of them are left out.
   * As long after the end, a load gives up what is not answered yet, and counts it as failed.
   */
  patienceSeconds?: number;
};

export type LoadFigures = {
  /** What is asked for, in a scenario of several loads. */
  label?: string;
  connections: number;
  succeeded: number;
  failed: number;
  perSecond: number;
  /** The server's, for each request that succeeded, with what it did after its answer. */
  cpuMs: number;
  p50Ms: number;
  p99Ms: number;
};

/** Sends the requests of one connection, one after the other; each answers whether it succeeded, or there is none. */
export type Sender = (client: ApiClient, connection: number) => (() => Promise<boolean>) | undefined;

const QUIET_LIMIT_MS = 30_000;
const WARM_UP_SECONDS = 3;

/**
 * Applies the load once for each number of connections, after some seconds on one connection that are not measured:
 * compilers and caches of both servers start cold.
 */
export async function applyLoads(
  server: BenchServer,
  connections: readonly number[],
  limits: LoadLimits,
  prepare: (connections: number, limits: LoadLimits) => Promise<Sender>,
): Promise<LoadFigures[]> {
  const warmUp = { ...limits, seconds: limits.warmUpSeconds ?? WARM_UP_SECONDS };
  let alone = await applyLoad(server, 1, warmUp, await prepare(1, warmUp));
  const longestMs = (limits.patienceSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  const loads: LoadFigures[] = [];
  for (const count of connections) {
    if (count > 1 && count * alone.p50Ms > longestMs) continue;
    const load = await applyLoad(server, count, limits, await prepare(count, limits));
    loads.push(load);
    if (count === 1) alone = load;
  }
  return loads;
}

/**
 * Lets that many connections send one request after another until either limit is reached, and measures each
 * request and the CPU time of the server from the first one until it has come to rest.
 */
export async function applyLoad(
  server: BenchServer,
  connections: number,
  limits: LoadLimits,
  next: Sender,
): Promise<LoadFigures> {
  using client = new ApiClient(server.apiUrl, connections);
  if (!limits.leavesNothing) await waitUntilQuiet(server, QUIET_LIMIT_MS);
  const latencies: number[] = [];
  let failed = 0;
  let remaining = limits.requests;
  const cpuBefore = server.cpuMs();
  const startedAt = performance.now();
  const deadline = startedAt + limits.seconds * 1000;
  const sendAll = async (connection: number) => {
    while (remaining-- > 0 && performance.now() < deadline) {
      const send = next(client, connection);
      if (!send) return;
      const sentAt = performance.now();
      const succeeded = await send().catch(() => false);
      if (succeeded) latencies.push(performance.now() - sentAt);
      else failed++;
    }
  };
  const { patienceSeconds } = limits;
  const givingUp =
    patienceSeconds === undefined
      ? undefined
      : setTimeout(() => client[Symbol.dispose](), (limits.seconds + patienceSeconds) * 1000);
  await Promise.all(Array.from({ length: connections }, (_, connection) => sendAll(connection)));
  clearTimeout(givingUp);
  const seconds = (performance.now() - startedAt) / 1000;
  // What nobody waits for any more is worked on all the same.
  if (!limits.leavesNothing || failed > 0) await waitUntilQuiet(server, QUIET_LIMIT_MS);
  const succeeded = latencies.length;
  return {
    connections,
    succeeded,
    failed,
    perSecond: succeeded / seconds,
    cpuMs: succeeded > 0 ? (server.cpuMs() - cpuBefore) / succeeded : Number.NaN,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
