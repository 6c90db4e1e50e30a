import type { Client } from "@reeve/client";

/** A page to be pictured: the name of its file, its path, and a text that is there once it is complete. */
export type Pictured = { name: string; path: string; awaited: string };

/** Every page of a seeded server. */
export async function pagesOf(client: Client): Promise<Pictured[]> {
  return [
    { name: "home", path: "/dashboard", awaited: "What went wrong" },
    { name: "runs", path: "/runs", awaited: "score-10000-images" },
    { name: "runs-problems", path: "/runs?view=problems", awaited: "quality-check" },
    ...(await pagesOfRuns(client)),
    ...(await pagesOfFlows(client)),
    { name: "schedule", path: "/schedule", awaited: "taxi_local_data" },
    { name: "schedule-week", path: "/schedule?view=week", awaited: "taxi_local_data" },
    { name: "artifacts", path: "/artifacts", awaited: "duration-model-report" },
    { name: "artifact", path: "/artifacts/key/duration-model-report", awaited: "RMSE" },
    ...(await pagesOfDeployments(client)),
    { name: "events", path: "/events?span=7d", awaited: "Flow run" },
    { name: "automations", path: "/automations", awaited: "quality check" },
    { name: "automation-create", path: "/automations/create", awaited: "Do something else too" },
    ...(await pagesOfInfrastructure(client)),
    { name: "settings", path: "/settings", awaited: "as it comes" },
  ];
}

async function pagesOfRuns(client: Client): Promise<Pictured[]> {
  const wanted = [
    { name: "run-60-tasks", flow: "warehouse", awaited: "extract" },
    { name: "run-2000-tasks", flow: "score-2000-images", awaited: "score-image" },
    { name: "run-10000-tasks", flow: "score-10000-images", awaited: "score-image" },
    { name: "run-report", flow: "taxi-report", awaited: "fetch_rides" },
    { name: "run-failed", flow: "read-prices", awaited: "read_prices" },
  ];
  return await Promise.all(
    wanted.map(async ({ name, flow, awaited }) => {
      const [run] = await client.listFlowRuns({ body: { flows: { name: { any_: [flow] } }, limit: 1 } });
      return { name, path: `/runs/flow-run/${run?.id}`, awaited };
    }),
  );
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
    { name: "deployment-run", path: `${path}/run`, awaited: "Run taxi_local_data" },
  ];
}

async function pagesOfInfrastructure(client: Client): Promise<Pictured[]> {
  const [limit] = await client.listConcurrencyLimits({ body: {} });
  const [block] = await client.listBlockDocuments({ body: { limit: 1 } });
  return [
    { name: "work-pools", path: "/work-pools", awaited: "zoompool" },
    { name: "work-pool", path: "/work-pools/work-pool/zoompool", awaited: "zoompool" },
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
