import type { Deployment } from "@reeve/protocol";
import { api } from "../api/client.ts";

/** Whether a deployment can be run with nothing but what it has: no parameter has to be given. */
export function isQuick({ parameters, parameter_openapi_schema: schema }: Deployment): boolean {
  const required = (schema as { required?: readonly string[] } | null)?.required ?? [];
  return required.every((name) => name in parameters);
}

/** Runs a deployment at once with the parameters that it has; answers the run. */
export const runQuickly = ({ id }: Pick<Deployment, "id">) =>
  api.createFlowRunOfDeployment({
    params: { id },
    body: { state: { type: "SCHEDULED", message: "Run from the UI." } },
  });
