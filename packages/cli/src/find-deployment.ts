import type { Client } from "@reeve/client";
import type { Deployment } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { isUuid } from "./uuid.ts";

/**
 * The deployment of that id, of `flow/deployment`, or of a name that only one has; throws a ReeveError when there is
 * none or several.
 */
export async function findDeployment(client: Client, reference: string): Promise<Deployment> {
  if (isUuid(reference)) return client.getDeployment({ params: { id: reference } });
  const slash = reference.indexOf("/");
  if (slash > 0) {
    const params = { flow_name: reference.slice(0, slash), deployment_name: reference.slice(slash + 1) };
    return client.getDeploymentByName({ params });
  }
  const found = await client.listDeployments({
    body: { deployments: { name: { any_: [reference] } }, limit: 2 },
  });
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw new ReeveError(
      "invalid_request",
      `Several flows have a deployment "${reference}"; name the flow too, as in my-flow/${reference}.`,
    );
  }
  throw new ReeveError(
    "not_found",
    `There is no deployment "${reference}"; "reeve deployment ls" lists them.`,
  );
}
