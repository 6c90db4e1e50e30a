import {
  addSurroundings,
  type HistoryRequest,
  historyReads,
  historyWrites,
} from "../history/history-requests.ts";
import { type DatabaseName, databasesOf, startWithHistory } from "../history/start-with-history.ts";
import { ApiClient } from "../measure/api-client.ts";
import { percentile } from "../measure/statistics.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import type { BenchServer } from "../servers/bench-server.ts";
import type { GrowthPoint, Scenario } from "./scenario.ts";

const HISTORIES = [1_000, 10_000, 100_000, 1_000_000];
// Its reads of a longer one take minutes.
const LONGEST = { Reeve: Number.POSITIVE_INFINITY, Prefect: 100_000 } as const;
const MS_PER_REQUEST = 250;
const FEWEST = 5;
const WARM_UPS = 3;
const MOST_BUSY = 100;
const QUIET_LIMIT_MS = 60_000;

/** Makes the same requests of servers with ever longer histories. */
export const growthScenario: Scenario = {
  name: "growth",
  title: "Growth with the number of flow runs",
  async measure({ name }, { longestHistory }) {
    const growth: GrowthPoint[] = [];
    const most = Math.min(longestHistory, LONGEST[name]);
    for (const database of await databasesOf(name))
      for (const flowRuns of HISTORIES.filter((count) => count <= most))
        growth.push(...(await measureHistory(name, flowRuns, database)));
    return { growth };
  },
};

async function measureHistory(
  name: BenchServer["name"],
  flowRuns: number,
  database: DatabaseName,
): Promise<GrowthPoint[]> {
  await using server = await startWithHistory(name, flowRuns, database);
  await addSurroundings(server);
  await waitUntilQuiet(server, QUIET_LIMIT_MS);
  using client = new ApiClient(server.apiUrl, 1);
  const points: GrowthPoint[] = [];
  for (const request of [...historyReads(flowRuns), ...historyWrites()])
    points.push({ database, flowRuns, label: request.label, ms: await timeOf(client, request) });
  return points;
}

/** The median time of an answer when nothing else is asked. */
async function timeOf(client: ApiClient, { label, method, path, body }: HistoryRequest): Promise<number> {
  const times: number[] = [];
  let deadline = Number.POSITIVE_INFINITY;
  for (let sent = 0; times.length < FEWEST || performance.now() < deadline; sent++) {
    const startedAt = performance.now();
    const { status, text } = await client.send(method, path, body);
    // Prefect is busy with something else when it writes now and then.
    if (status === 503 && sent < MOST_BUSY) continue;
    if (status >= 300) throw new Error(`"${label}" was answered with ${status}: ${text.slice(0, 300)}`);
    if (sent < WARM_UPS) continue;
    if (times.length === 0) deadline = startedAt + MS_PER_REQUEST;
    times.push(performance.now() - startedAt);
  }
  return percentile(times, 0.5);
}
