import { fromRoot } from "../../scripts/set-up/root.mjs";
import type { ApiClient } from "../measure/api-client.ts";

const PROGRAMS = fromRoot("bench/programs");

/** Deploys the flow that does nothing, in one of the languages, to a pool, and answers the deployment's id. */
export async function createDeployment(
  client: ApiClient,
  pool: string,
  file: "nothing.ts" | "nothing.py",
): Promise<string> {
  const flow = await client.call<{ id: string }>("/flows/", { name: "nothing" });
  const { id } = await client.call<{ id: string }>("/deployments/", {
    name: `${pool}-${file}`,
    flow_id: flow.id,
    work_pool_name: pool,
    entrypoint: `${file}:nothing`,
    path: PROGRAMS,
    pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: PROGRAMS } }],
  });
  return id;
}
