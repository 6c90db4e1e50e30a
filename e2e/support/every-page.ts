import type { Client } from "@reeve/client";
import { newId } from "@reeve/protocol";

/** An address of the UI, and what its page says in its first heading or title. */
export type Address = {
  path: string;
  says: string;
  /** The address it leads to; null where that does not matter. */
  becomes?: string | null;
};

const pool = "/work-pools/work-pool/pool-of-all";

/** Makes one of everything that has a page of its own; answers the addresses of all pages. */
export async function makeEveryPage(client: Client): Promise<Address[]> {
  const flow = await client.createFlow({ body: { name: "flow-of-all" } });
  const { default_queue_id: queueId } = await client.createWorkPool({
    body: { name: "pool-of-all", type: "process" },
  });
  await client.sendWorkerHeartbeat({
    params: { work_pool_name: "pool-of-all" },
    body: { name: "worker-of-all", heartbeat_interval_seconds: 3600 },
  });
  const deployment = await client.createDeployment({
    body: {
      name: "deployment-of-all",
      flow_id: flow.id,
      work_pool_name: "pool-of-all",
      parameter_openapi_schema: {
        type: "object",
        properties: { month: { type: "integer", title: "month" } },
      },
    },
  });
  const run = await client.createFlowRun({
    body: { flow_id: flow.id, name: "run-of-all", deployment_id: deployment.id },
  });
  const taskRun = async (flowRunId: string | null) =>
    await client.createTaskRun({
      body: {
        id: newId(),
        flow_run_id: flowRunId,
        task_key: "step",
        dynamic_key: newId(),
        name: "task-of-all",
      },
    });
  const [inFlow, alone] = [await taskRun(run.id), await taskRun(null)];
  await client.setFlowRunState({
    params: { id: run.id },
    body: { state: { type: "COMPLETED" }, force: true },
  });
  const block = await createSecret(client);
  const limit = await client.createConcurrencyLimit({ body: { name: "limit-of-all", limit: 2 } });
  await client.createVariable({ body: { name: "variable_of_all", value: 1 } });
  const automation = await client.createAutomation({
    body: {
      name: "automation-of-all",
      trigger: { type: "event", posture: "Reactive", expect: ["none.such"], threshold: 1, within: 0 },
      actions: [{ type: "do-nothing" }],
    },
  });
  const artifact = await client.createArtifact({
    body: { key: "artifact-of-all", type: "markdown", data: "# Report of all", flow_run_id: run.id },
  });
  const { events } = await client.listEvents({
    body: { filter: { event: { name: ["prefect.flow-run.Completed"] } }, limit: 1 },
  });
  const event = events[0]!;
  const flowRun = `/runs/flow-run/${run.id}`;
  return [
    { path: "/", says: "What went wrong", becomes: "/dashboard" },
    { path: "/dashboard", says: "What went wrong" },
    { path: "/runs", says: "run-of-all" },
    { path: "/runs?tab=task-runs", says: "task-of-all" },
    { path: flowRun, says: "run-of-all" },
    { path: `/runs/task-run/${inFlow.id}`, says: "run-of-all", becomes: `${flowRun}?task=${inFlow.id}` },
    { path: `/runs/task-run/${alone.id}`, says: "task-of-all" },
    { path: `/runs/compare?ids=${run.id},${run.id}`, says: "Compare" },
    { path: "/flows", says: "flow-of-all" },
    { path: `/flows/flow/${flow.id}`, says: "flow-of-all" },
    { path: "/deployments", says: "deployment-of-all" },
    { path: `/deployments/deployment/${deployment.id}`, says: "deployment-of-all" },
    { path: `/deployments/deployment/${deployment.id}/run`, says: "Run deployment-of-all" },
    { path: `/deployments/deployment/${deployment.id}/edit`, says: "Edit deployment-of-all" },
    { path: `/deployments/deployment/${deployment.id}/duplicate`, says: "deployment-of-all" },
    { path: "/schedule", says: "deployment-of-all" },
    { path: "/work-pools", says: "pool-of-all" },
    { path: "/work-pools/create", says: "New work pool" },
    { path: pool, says: "pool-of-all" },
    { path: `${pool}/edit`, says: "Edit pool-of-all" },
    { path: `${pool}/queue/default`, says: "Priority" },
    { path: `${pool}/queue/default/edit`, says: "Edit queue", becomes: `${pool}/queue/default?dialog=edit` },
    { path: `${pool}/queue/create`, says: "New queue", becomes: `${pool}?tab=queues&dialog=new` },
    { path: `${pool}/worker/worker-of-all`, says: "worker-of-all", becomes: null },
    { path: `/work-queues/work-queue/${queueId}`, says: "Priority", becomes: `${pool}/queue/default` },
    { path: "/blocks", says: "block-of-all" },
    { path: "/blocks/catalog", says: "SMTP" },
    { path: "/blocks/catalog/secret", says: "New Secret", becomes: "/blocks/catalog/secret/create" },
    { path: "/blocks/catalog/secret/create", says: "New Secret" },
    { path: `/blocks/block/${block.id}`, says: "block-of-all" },
    { path: `/blocks/block/${block.id}/edit`, says: "Edit block-of-all" },
    { path: "/variables", says: "variable_of_all" },
    { path: "/automations", says: "automation-of-all" },
    { path: "/automations/create", says: "New automation" },
    { path: `/automations/automation/${automation.id}`, says: "automation-of-all" },
    { path: `/automations/automation/${automation.id}/edit`, says: "Edit automation-of-all" },
    { path: "/events", says: "Events" },
    { path: `/events/event/${event.occurred.slice(0, 10)}/${event.id}`, says: "Completed" },
    { path: "/concurrency-limits", says: "limit-of-all" },
    { path: `/concurrency-limits/concurrency-limit/${limit.id}`, says: "limit-of-all" },
    { path: "/artifacts", says: "artifact-of-all" },
    { path: "/artifacts/key/artifact-of-all", says: "Report of all" },
    { path: `/artifacts/artifact/${artifact.id}`, says: "Report of all" },
    { path: "/settings", says: "In this browser" },
    { path: "/no/such/page", says: "There is no page at this address" },
  ];
}

/** Addresses of older UIs and of older clients, and where they lead; `id` is that of a run. */
export const oldAddresses = (id: string): Address[] =>
  [
    ["/v2/runs?state=failed", "/runs?state=failed"],
    ["/v2", "/dashboard"],
    ["/flow-runs", "/runs"],
    [`/flow-runs/flow-run/${id}`, `/runs/flow-run/${id}`],
    [`/flow-runs/task-run/${id}`, `/runs/task-run/${id}`],
    [`/flow-run/${id}`, `/runs/flow-run/${id}`],
    ["/settings/blocks/catalog", "/blocks/catalog"],
    ["/work-queues", "/work-pools"],
  ].map(([path = "", becomes = ""]) => ({ path, becomes, says: "" }));

async function createSecret(client: Client) {
  const type = await client.getBlockTypeBySlug({ params: { slug: "secret" } });
  const [schema] = await client.listBlockSchemas({
    body: { block_schemas: { block_type_id: { any_: [type.id] } } },
  });
  return await client.createBlockDocument({
    body: {
      name: "block-of-all",
      data: { value: "x" },
      block_type_id: type.id,
      block_schema_id: schema?.id ?? "",
    },
  });
}
