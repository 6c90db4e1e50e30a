import type { Client } from "@reeve/client";
import type { Deployment } from "@reeve/protocol";
import { deploymentBody, EXAMPLES, type Example } from "./catalog.ts";

export type Deployed = { example: Example; deployment: Deployment };

/** Makes the pools, flows and deployments of the catalog; again, it brings them up to date. */
export async function deployExamples(
  client: Client,
  { isScheduled }: { isScheduled: boolean },
): Promise<Deployed[]> {
  for (const name of ["zoompool", "night-shift"]) await ensurePool(client, name);
  const deployed: Deployed[] = [];
  for (const example of EXAMPLES) {
    const flow = await client.createFlow({ body: { name: example.flow, tags: example.tags } });
    const deployment = await client.createDeployment({ body: deploymentBody(example, flow.id, isScheduled) });
    deployed.push({ example, deployment });
  }
  return deployed;
}

async function ensurePool(client: Client, name: string): Promise<void> {
  const pools = await client.listWorkPools({ body: { work_pools: { name: { any_: [name] } } } });
  if (pools.length > 0) return;
  const description =
    name === "zoompool" ? "The machine under the desk." : "Runs at night, when nobody waits.";
  await client.createWorkPool({ body: { name, type: "process", description, concurrency_limit: 10 } });
}
