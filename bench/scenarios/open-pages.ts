import { ApiClient } from "../measure/api-client.ts";
import { waitForCompletedTaskRuns } from "../measure/completed-task-runs.ts";
import { EventSender } from "../measure/event-sender.ts";
import { feelRunPage, type PageFeel } from "../measure/page-feel.ts";
import { launchBrowser, type PageVisit, visitPage } from "../measure/page-visit.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import { createFlow, createFlowRuns } from "../requests.ts";
import { taskRunEvents } from "../task-run-events.ts";
import type { Figure, Scenario } from "./scenario.ts";

const QUIET_LIMIT_MS = 60_000;
const BYTES_PER_MB = 1024 * 1024;
const LINE = "A line of the log that is waited for";

// Where `/` leads in a browser that has not been there. Prefect has older pages too, without the prefix.
const PREFIX = { Reeve: "", Prefect: "/v2" };

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
    const url = server.apiUrl.replace(/\/api$/, PREFIX[server.name]);
    const browser = await launchBrowser();
    try {
      const dashboard = { url: `${url}/dashboard`, awaited: /Work pools/i };
      const list = { url: `${url}/runs`, awaited: /bench-/ };
      const figures = [
        ...figuresOf("first page", await visitPage(browser, { ...dashboard, staysIdle: true })),
        largestPaint(await visitPage(browser, { ...dashboard, slowdown: 4 })),
        ...figuresOf("list of runs", await visitPage(browser, { ...list, staysIdle: true })),
      ];
      for (const { tasks, id } of runs) {
        const run = { url: `${url}/runs/flow-run/${id}`, awaited: new RegExp(LINE) };
        figures.push(...figuresOf(`run of ${tasks} tasks`, await visitPage(browser, run)));
        if (server.name === "Reeve")
          figures.push(...feelOf(`run of ${tasks} tasks`, await feelRunPage(browser, run.url)));
      }
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

function figuresOf(page: string, visit: PageVisit): Figure[] {
  const figures: Figure[] = [
    { label: "shown", value: visit.shownMs / 1000, unit: "s" },
    { label: "settled", value: visit.settledMs / 1000, unit: "s" },
    { label: "requests in 10 s", value: visit.requests, unit: "requests" },
    { label: "of them to the API", value: visit.apiRequests, unit: "requests" },
    { label: "requests to others in 10 s", value: visit.otherRequests, unit: "requests" },
    { label: "bytes", value: visit.bytes / BYTES_PER_MB, unit: "MB" },
    { label: "JavaScript of it", value: visit.scriptBytes / BYTES_PER_MB, unit: "MB" },
    { label: "main thread blocked", value: visit.blockedMs, unit: "ms" },
    { label: "longest task", value: visit.longestTaskMs, unit: "ms" },
    { label: "heap", value: visit.heapBytes / BYTES_PER_MB, unit: "MB" },
  ];
  if (visit.idleRequests !== undefined)
    figures.push({ label: "requests in 30 idle seconds", value: visit.idleRequests, unit: "requests" });
  return figures.map((figure) => ({ ...figure, label: `${page}: ${figure.label}` }));
}

const largestPaint = ({ largestPaintMs }: PageVisit): Figure => ({
  label: "first page, CPU 4× slower: largest paint",
  value: largestPaintMs / 1000,
  unit: "s",
});

const feelOf = (page: string, feel: PageFeel): Figure[] => [
  { label: `${page}: frames while moved`, value: feel.framesPerSecond, unit: "/s" },
  { label: `${page}: 95 % of the frames within`, value: feel.frameP95Ms, unit: "ms" },
  { label: `${page}: 75 % of the keys within`, value: feel.interactionP75Ms, unit: "ms" },
];
