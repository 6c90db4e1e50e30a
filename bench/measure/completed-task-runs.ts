import { setTimeout as sleep } from "node:timers/promises";
import type { ApiClient } from "./api-client.ts";

const PAGE = 200;
const SHORTEST_PAUSE_MS = 5;
// Asking costs the server time too: so ever less often, at the price of a reading that is up to 7 % late.
const PAUSE_SHARE = 1 / 15;

/**
 * Waits until that many task runs of a flow run can be read as Completed: counted first, then listed page by page.
 * Answers how many were read: fewer when the time was over before.
 */
export async function waitForCompletedTaskRuns(
  client: ApiClient,
  flowRunId: string,
  count: number,
  limitMs: number,
): Promise<number> {
  const startedAt = performance.now();
  const completed = {
    flow_runs: { id: { any_: [flowRunId] } },
    task_runs: { state: { type: { any_: ["COMPLETED"] } } },
  };
  for (;;) {
    const counted = await client.call<number>("/task_runs/count", completed).catch(() => 0);
    if (counted >= count) return listAll(client, completed);
    const waitedMs = performance.now() - startedAt;
    if (waitedMs > limitMs) return counted;
    await sleep(Math.max(SHORTEST_PAUSE_MS, waitedMs * PAUSE_SHARE));
  }
}

async function listAll(client: ApiClient, filter: object): Promise<number> {
  let listed = 0;
  for (;;) {
    const page = await client.call<unknown[]>("/task_runs/filter", {
      ...filter,
      sort: "ID_DESC",
      limit: PAGE,
      offset: listed,
    });
    listed += page.length;
    if (page.length < PAGE) return listed;
  }
}
