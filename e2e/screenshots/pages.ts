import type { Client } from "@reeve/client";
import type { Page } from "playwright-core";

/** A page to be pictured: the name of its file, its path, and a text that is there once it is complete. */
export type Pictured = {
  name: string;
  path: string;
  awaited: string;
  /** Whether it is a page of a server that asks for a secret. */
  isLocked?: true;
  /** What is done on the page before it is pictured. */
  prepare?: (page: Page) => Promise<void>;
};

/** Every page of a seeded server. */
export async function pagesOf(client: Client): Promise<Pictured[]> {
  return [
    { name: "login", path: "/dashboard", awaited: "Log in", isLocked: true },
    { name: "home", path: "/dashboard", awaited: "What went wrong" },
    { name: "home-week", path: "/dashboard?span=7d", awaited: "in the past 7 days", prepare: scrollToEnd },
    { name: "runs", path: "/runs", awaited: "score-10000-images" },
    { name: "runs-problems", path: "/runs?view=problems", awaited: "quality-check" },
    ...(await pagesOfRuns(client)),
    await taskRun(client),
    await comparison(client),
    ...(await pagesOfFlows(client)),
    { name: "schedule", path: "/schedule", awaited: "taxi_local_data" },
    { name: "schedule-week", path: "/schedule?view=week", awaited: "taxi_local_data" },
    { name: "artifacts", path: "/artifacts", awaited: "duration-model-report" },
    { name: "artifact", path: "/artifacts/key/duration-model-report", awaited: "RMSE" },
    ...(await pagesOfDeployments(client)),
    { name: "events", path: "/events?span=7d", awaited: "Flow run" },
    await singleEvent(client),
    { name: "automations", path: "/automations", awaited: "quality check" },
    ...(await pagesOfAutomations(client)),
    { name: "automation-create", path: "/automations/create", awaited: "Do something else too" },
    ...(await pagesOfInfrastructure(client)),
    { name: "settings", path: "/settings", awaited: "as it comes" },
  ];
}

async function pagesOfRuns(client: Client): Promise<Pictured[]> {
  const wanted: (Omit<Pictured, "path"> & { flow: string; search?: string })[] = [
    { name: "run-60-tasks", flow: "warehouse", awaited: "extract" },
    { name: "run-graph", flow: "warehouse", awaited: "extract", search: "?view=graph" },
    { name: "run-durations", flow: "warehouse", awaited: "extract", search: "?axis=duration&sort=duration" },
    { name: "run-search", flow: "taxi-report", awaited: "rmse", search: "?tab=log&find=/rmse%20%5Cd%2B/" },
    { name: "run-2000-tasks", flow: "score-2000-images", awaited: "score-image" },
    { name: "run-10000-tasks", flow: "score-10000-images", awaited: "score-image" },
    { name: "run-report", flow: "taxi-report", awaited: "fetch_rides" },
    { name: "run-failed", flow: "read-prices", awaited: "read_prices", prepare: foldLog },
  ];
  return await Promise.all(
    wanted.map(async ({ flow, search = "", ...page }) => {
      const [run] = await client.listFlowRuns({ body: { flows: { name: { any_: [flow] } }, limit: 1 } });
      return { ...page, path: `/runs/flow-run/${run?.id}${search}` };
    }),
  );
}

/** Shows what lies below the first screen of the first page. */
async function scrollToEnd(page: Page): Promise<void> {
  await page
    .getByRole("region", { name: "At a glance" })
    .evaluate((panels) => panels.scrollTo(0, panels.scrollHeight));
}

/** Folds what takes several lines: tracebacks name the folders of the machine that the seed was made on. */
async function foldLog(page: Page): Promise<void> {
  const unfolded = page.locator("[data-cell=fold]", { hasText: /^fold$/ }).filter({ visible: true });
  while ((await unfolded.count()) > 0) await unfolded.first().click();
}

async function taskRun(client: Client): Promise<Pictured> {
  const flows = { name: { any_: ["warehouse"] } };
  const [taskRun] = await client.listTaskRuns({
    body: { flows, task_runs: { name: { like_: "extract" } }, sort: "ID_DESC", limit: 1 },
  });
  return { name: "task-run", path: `/runs/task-run/${taskRun?.id}`, awaited: "Took" };
}

async function singleEvent(client: Client): Promise<Pictured> {
  const event = { name: ["prefect.flow-run.Failed"] };
  const { events } = await client.listEvents({ body: { filter: { event }, limit: 1 } });
  const [failure] = events;
  return {
    name: "event",
    path: `/events/event/${failure?.occurred.slice(0, 10)}/${failure?.id}`,
    awaited: "Related",
  };
}

async function comparison(client: Client): Promise<Pictured> {
  const runs = await client.listFlowRuns({ body: { flows: { name: { any_: ["taxi-report"] } }, limit: 2 } });
  return { name: "compare", path: `/runs/compare?ids=${runs.map(({ id }) => id)}`, awaited: "taxi-report" };
}

async function pagesOfAutomations(client: Client): Promise<Pictured[]> {
  const [automation] = await client.listAutomations({ body: { limit: 1 } });
  const { id, name = "" } = automation ?? {};
  return [{ name: "automation", path: `/automations/automation/${id}`, awaited: name }];
}

async function pagesOfFlows(client: Client): Promise<Pictured[]> {
  const { id } = await client.getFlowByName({ params: { name: "load-orders" } });
  return [
    { name: "flows", path: "/flows", awaited: "load-orders" },
    { name: "flow", path: `/flows/flow/${id}`, awaited: "Day by day" },
  ];
}

async function pagesOfDeployments(client: Client): Promise<Pictured[]> {
  const deployment = await client.getDeploymentByName({
    params: { flow_name: "taxi-ride-duration", deployment_name: "taxi_local_data" },
  });
  const path = `/deployments/deployment/${deployment.id}`;
  return [
    { name: "deployments", path: "/deployments", awaited: "taxi_local_data" },
    { name: "deployment", path, awaited: "Details" },
    { name: "deployment-history", path: `${path}?tab=history`, awaited: "Changed" },
    { name: "deployment-run", path: `${path}/run`, awaited: "Run taxi_local_data" },
    { name: "deployment-edit", path: `${path}/edit`, awaited: "Save" },
  ];
}

async function pagesOfInfrastructure(client: Client): Promise<Pictured[]> {
  const [limit] = await client.listConcurrencyLimits({ body: {} });
  const [worker] = await client.listWorkers({
    params: { work_pool_name: "zoompool" },
    body: { limit: 1 },
  });
  const [block] = await client.listBlockDocuments({ body: { limit: 1 } });
  return [
    { name: "work-pools", path: "/work-pools", awaited: "zoompool" },
    { name: "work-pool", path: "/work-pools/work-pool/zoompool", awaited: "zoompool" },
    {
      name: "worker",
      path: `/work-pools/work-pool/zoompool/worker/${encodeURIComponent(worker?.name ?? "")}`,
      awaited: worker?.name ?? "",
    },
    { name: "work-queue", path: "/work-pools/work-pool/zoompool/queue/default", awaited: "default" },
    { name: "work-pool-create", path: "/work-pools/create", awaited: "Process" },
    { name: "concurrency", path: "/concurrency-limits", awaited: "warehouse-connections" },
    {
      name: "concurrency-limit",
      path: `/concurrency-limits/concurrency-limit/${limit?.id}`,
      awaited: "Slots taken",
    },
    { name: "blocks", path: "/blocks", awaited: "warehouse-password" },
    { name: "block", path: `/blocks/block/${block?.id}`, awaited: block?.name ?? "" },
    { name: "block-types", path: "/blocks/catalog", awaited: "Slack" },
    { name: "variables", path: "/variables", awaited: "batch_size" },
  ];
}
