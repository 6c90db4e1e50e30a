import { ApiClient } from "../measure/api-client.ts";
import { waitForCompletedTaskRuns } from "../measure/completed-task-runs.ts";
import { EventSender } from "../measure/event-sender.ts";
import { launchBrowser, type PageVisit, visitPage } from "../measure/page-visit.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import { createFlow, createFlowRuns } from "../requests.ts";
import { taskRunEvents } from "../task-run-events.ts";
import type { Figure, Scenario } from "./scenario.ts";

const QUIET_LIMIT_MS = 60_000;
const BYTES_PER_MB = 1024 * 1024;
const LINE = "A line of the log that is waited for";

/** Opens pages of each server's own UI in the same Chromium, with an empty cache. */
export const openPagesScenario: Scenario = {
  name: "ui",
  title: "Pages of the UI, opened with an empty cache",
  async measure(server, { uiTasks, drainSeconds }) {
    using client = new ApiClient(server.apiUrl, 2);
    const runs: { tasks: number; id: string }[] = [];
    for (const tasks of uiTasks)
      runs.push({ tasks, id: await createRun(server.apiUrl, client, tasks, drainSeconds) });
    await waitUntilQuiet(server, QUIET_LIMIT_MS);
    const url = server.apiUrl.replace(/\/api$/, "");
    const browser = await launchBrowser();
    try {
      const figures: Figure[] = [];
      const visit = async (name: string, path: string, awaited: RegExp) =>
        figures.push(...figuresOf(name, await visitPage(browser, url + path, awaited)));
      await visit("first page", "/dashboard", /Work pools/i);
      await visit("list of runs", "/runs", /bench-/);
      for (const { tasks, id } of runs)
        await visit(`run of ${tasks} tasks`, `/runs/flow-run/${id}`, new RegExp(LINE));
      return { figures };
    } finally {
      await browser.close();
    }
  },
};

async function createRun(apiUrl: string, client: ApiClient, tasks: number, drainSeconds: number) {
  const flowId = await createFlow(client);
  const [flowRunId = ""] = await createFlowRuns(client, flowId, 1);
  using sender = await EventSender.open(apiUrl);
  for (let index = 0; index < tasks; index++)
    for (const event of taskRunEvents({ flowId, flowRunId }, index)) sender.send(event);
  const line = { name: "bench", level: 20, message: LINE, timestamp: new Date().toISOString() };
  await client.send("POST", "/logs/", [{ ...line, flow_run_id: flowRunId }]);
  await waitForCompletedTaskRuns(client, flowRunId, tasks, drainSeconds * 1000);
  const state = { type: "COMPLETED", name: "Completed" };
  await client.call(`/flow_runs/${flowRunId}/set_state`, { state, force: true });
  return flowRunId;
}

const figuresOf = (page: string, visit: PageVisit): Figure[] => [
  { label: `${page}: shown`, value: visit.shownMs / 1000, unit: "s" },
  { label: `${page}: requests`, value: visit.requests, unit: "requests" },
  { label: `${page}: requests of the API in 10 s`, value: visit.apiRequests, unit: "requests" },
  { label: `${page}: bytes`, value: visit.bytes / BYTES_PER_MB, unit: "MB" },
  { label: `${page}: main thread blocked`, value: visit.blockedMs, unit: "ms" },
  { label: `${page}: longest task`, value: visit.longestTaskMs, unit: "ms" },
  { label: `${page}: heap`, value: visit.heapBytes / BYTES_PER_MB, unit: "MB" },
];
