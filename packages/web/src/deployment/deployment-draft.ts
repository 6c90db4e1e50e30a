import type { Deployment, DeploymentCreate, DeploymentUpdate } from "@reeve/protocol";
import { parseJson } from "../forms/parse-json.ts";
import { parseLimit } from "../forms/parse-limit.ts";
import type { Values } from "../schema-form/schema-form.tsx";

/** What of a deployment is changed on its pages, as it is typed. */
export type DeploymentDraft = {
  name: string;
  description: string;
  tags: readonly string[];
  pool: string;
  /** Empty for the pool's default queue. */
  queue: string;
  /** How many of its runs may run at once; empty for any number. */
  limit: string;
  collision: "ENQUEUE" | "CANCEL_NEW";
  parameters: Values;
  enforces: boolean;
  /** JSON. */
  jobVariables: string;
};

/** A deployment as it is typed. */
export function deploymentDraft(deployment: Deployment): DeploymentDraft {
  const limit = deployment.global_concurrency_limit?.limit ?? deployment.concurrency_limit;
  return {
    name: deployment.name,
    description: deployment.description ?? "",
    tags: deployment.tags,
    pool: deployment.work_pool_name ?? "",
    queue: deployment.work_queue_name ?? "",
    limit: String(limit ?? ""),
    collision: deployment.concurrency_options?.collision_strategy ?? "ENQUEUE",
    parameters: deployment.parameters,
    enforces: deployment.enforce_parameter_schema,
    jobVariables: JSON.stringify(deployment.job_variables, null, 2),
  };
}

/** What is changed of a deployment; throws a sentence about what is wrong with the draft. */
export function toDeploymentUpdate(draft: DeploymentDraft): DeploymentUpdate {
  const limit = parseLimit(draft.limit);
  if ("fault" in limit || limit.value === 0) {
    throw new Error("Runs at once: a whole number from 1 on, or nothing for any number.");
  }
  const variables = parseJson(draft.jobVariables.trim() || "{}");
  if ("fault" in variables) throw new Error(`Job variables: ${variables.fault}`);
  const { value } = variables;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("Job variables are an object, in braces.");
  }
  return {
    description: draft.description,
    tags: [...draft.tags],
    work_pool_name: draft.pool || null,
    work_queue_name: draft.pool ? draft.queue || null : null,
    concurrency_limit: limit.value,
    ...(limit.value !== null && { concurrency_options: { collision_strategy: draft.collision } }),
    parameters: { ...draft.parameters },
    enforce_parameter_schema: draft.enforces,
    job_variables: value,
  };
}

/** A copy of a deployment with what was changed; its schedules are copied switched off, lest everything run twice. */
export function toDuplicate(original: Deployment, draft: DeploymentDraft): DeploymentCreate {
  const { flow_id, version, entrypoint, path, pull_steps, parameter_openapi_schema, labels } = original;
  const { parameters, job_variables, enforce_parameter_schema, ...changed } = toDeploymentUpdate(draft);
  const name = draft.name.trim();
  if (name === "" || name === original.name)
    throw new Error("Give it a name that its flow has no deployment of yet.");
  return {
    ...(changed as Omit<DeploymentCreate, "name" | "flow_id">),
    name,
    flow_id,
    version,
    entrypoint,
    path,
    pull_steps,
    parameter_openapi_schema,
    labels,
    parameters: parameters ?? {},
    job_variables: job_variables ?? {},
    enforce_parameter_schema: enforce_parameter_schema ?? true,
    schedules: original.schedules.map(({ schedule, parameters: own, max_scheduled_runs }) => ({
      schedule,
      parameters: own,
      max_scheduled_runs,
      active: false,
    })),
  };
}
