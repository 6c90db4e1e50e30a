import {
  addSurroundings,
  type HistoryRequest,
  historyReads,
  historyWrites,
} from "../history/history-requests.ts";
import { startWithHistory } from "../history/start-with-history.ts";
import type { ApiClient } from "../measure/api-client.ts";
import { applyLoads, type LoadFigures } from "../measure/load.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import type { Scenario } from "./scenario.ts";

// There are some fifty of them.
const SHARE_OF_SECONDS = 1 / 3;
const WARM_UP_SECONDS = 0.3;
const MOST_REQUESTS = 5_000;
const QUIET_LIMIT_MS = 60_000;
// Of fifty requests that scan a history, each at 64 connections, a server may have for hours.
const PATIENCE_SECONDS = 5;

/** Makes each request that clients and pages make, many at once, of a server with a history. */
export const callEndpointsScenario: Scenario = {
  name: "endpoints",
  title: "Each endpoint with a history behind it",
  async measure({ name }, { seconds, connections, history }) {
    await using server = await startWithHistory(name, history);
    await addSurroundings(server);
    await waitUntilQuiet(server, QUIET_LIMIT_MS);
    const limits = {
      seconds: seconds * SHARE_OF_SECONDS,
      requests: MOST_REQUESTS,
      warmUpSeconds: WARM_UP_SECONDS,
      patienceSeconds: PATIENCE_SECONDS,
    };
    const loads: LoadFigures[] = [];
    const measure = async ({ label, ...request }: HistoryRequest, leavesNothing: boolean) => {
      const own = { ...limits, leavesNothing };
      const measured = await applyLoads(server, connections, own, async () => sendAgain(request));
      loads.push(...measured.map((load) => ({ ...load, label })));
    };
    for (const read of historyReads(history)) await measure(read, true);
    for (const write of historyWrites()) await measure(write, false);
    return { loads };
  },
};

const sendAgain =
  ({ method, path, body }: Omit<HistoryRequest, "label">) =>
  (client: ApiClient) =>
  async () =>
    (await client.send(method, path, body)).status < 300;
