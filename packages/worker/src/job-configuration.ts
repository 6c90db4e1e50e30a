import type { Client } from "@reeve/client";
import { fillPlaceholders, placeholdersIn, resolveReferences } from "@reeve/project";
import type { Deployment, FlowRun, WorkPool } from "@reeve/protocol";

type Template = {
  job_configuration?: Record<string, unknown>;
  variables?: { properties?: Record<string, { default?: unknown }> };
};

/**
 * The work pool's job configuration for one flow run: its template filled with the template's defaults, over which
 * stand the deployment's job variables, over which stand the flow run's own. Blocks and variables that any of them
 * refer to (`{{ prefect.blocks.… }}`, `{{ prefect.variables.… }}`) are read from the server.
 * Throws a ReeveError that names a reference which leads nowhere.
 */
export async function jobConfiguration(
  client: Client,
  workPool: Pick<WorkPool, "base_job_template">,
  deployment: Pick<Deployment, "job_variables">,
  flowRun: Pick<FlowRun, "job_variables">,
): Promise<Record<string, unknown>> {
  const { job_configuration = {}, variables = {} } = workPool.base_job_template as Template;
  const defaults = Object.entries(variables.properties ?? {}).flatMap(([name, property]) =>
    property.default === undefined || property.default === null ? [] : [[name, property.default] as const],
  );
  const values = merge(Object.fromEntries(defaults), deployment.job_variables, flowRun.job_variables ?? {});
  const filled = fillPlaceholders(job_configuration, values, { removeUnknown: false });
  const references = placeholdersIn(filled).map(({ name }) => name);
  const resolved = await resolveReferences(client, references);
  return fillPlaceholders(filled, resolved, { removeUnknown: true }) as Record<string, unknown>;
}

/** Later ones win; the environments of all are one. */
function merge(...layers: readonly Record<string, unknown>[]): Record<string, unknown> {
  const merged: Record<string, unknown> = Object.assign({}, ...layers);
  const environments = layers.flatMap(({ env }) => (typeof env === "object" && env !== null ? [env] : []));
  if (environments.length > 0) merged.env = Object.assign({}, ...environments);
  return merged;
}
