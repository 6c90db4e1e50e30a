import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import { fillPlaceholders, placeholdersIn } from "../placeholders.ts";
import type { DeploymentEntry, StepEntry } from "../project-file/deployment-entry.ts";
import type { Project } from "../project-file/read-project.ts";
import { resolveReferences } from "../resolve-references.ts";
import { runSteps } from "../steps/run-steps.ts";
import { describeFlow, type FlowDescription } from "./describe-flow.ts";
import { requireKnownParameters } from "./require-known-parameters.ts";
import { scheduleOf } from "./schedule-of.ts";

export type DeployOptions = {
  client: Client;
  project: Project;
  entry: DeploymentEntry;
  /** The folder of the project, which entrypoints are relative to. */
  directory: string;
  print(text: string): void;
};

export type Deployed = { id: string; name: string; flowName: string; workPool: string };

/**
 * Makes or changes a deployment as an entry of a project file says: loads its flow, runs the build and push steps,
 * and tells the server what it needs to run it. Throws a ReeveError that says what is missing or failed; then nothing
 * has changed on the server.
 */
export async function deployFlow(options: DeployOptions): Promise<Deployed> {
  const { client, project, directory, print } = options;
  const entry = (await fillKnown(client, options.entry)) as DeploymentEntry;
  const { name, entrypoint } = requireBasics(entry);
  const workPool = await requireWorkPool(client, name, entry);
  const flow = await describeFlow(entrypoint, directory);
  requireKnownParameters(flow.parameterSchema, entry.parameters ?? {});
  const built = await runSteps([...(entry.build ?? project.build)], { client, directory, print });
  const pushSteps = fillPlaceholders(entry.push ?? project.push, built.outputs) as StepEntry[];
  const pushed = await runSteps(pushSteps, { client, directory, print });
  const outputs = { ...built.outputs, ...pushed.outputs };
  // Blocks and variables in pull steps are read where the flow runs, so that secrets stay out of the deployment.
  const pull = fillPlaceholders(
    entry.pull ?? project.pull ?? [setDirectory(directory)],
    outputs,
  ) as StepEntry[];
  const { id: flow_id } = await client.createFlow({ body: { name: flow.name, tags: [...flow.tags] } });
  const deployment = await client.createDeployment({
    body: {
      ...bodyOf(fillPlaceholders(entry, outputs) as DeploymentEntry, flow),
      name,
      flow_id,
      entrypoint,
      work_pool_name: workPool,
      pull_steps: pull.map((step) => ({ ...step })),
    },
  });
  await replaceTriggers(client, deployment.id, `${flow.name}/${name}`, entry.triggers ?? []);
  return { id: deployment.id, name, flowName: flow.name, workPool };
}

function bodyOf(entry: DeploymentEntry, flow: FlowDescription) {
  const { work_pool = {}, schedules = [], concurrency_limit: limit } = entry;
  const { limit: count, ...strategy } = typeof limit === "object" ? limit : { limit };
  return {
    version: entry.version ?? flow.version,
    description: entry.description ?? flow.description,
    tags: entry.tags ?? [],
    parameters: entry.parameters ?? {},
    parameter_openapi_schema: flow.parameterSchema,
    enforce_parameter_schema: entry.enforce_parameter_schema ?? true,
    paused: entry.paused ?? false,
    schedules: schedules.map(scheduleOf),
    work_queue_name: work_pool.work_queue_name ?? null,
    job_variables: work_pool.job_variables ?? {},
    path: ".",
    ...(count !== undefined && { concurrency_limit: count }),
    ...(strategy.collision_strategy !== undefined && {
      concurrency_options: { collision_strategy: strategy.collision_strategy, ...strategy },
    }),
  };
}

/** Everything but the steps, which may name what only earlier steps, or the place of the run, know. */
async function fillKnown(client: Client, { build, push, pull, ...rest }: DeploymentEntry): Promise<unknown> {
  const references = await resolveReferences(
    client,
    placeholdersIn(rest)
      .map(({ name }) => name)
      // Read where the flow runs: a deployment is no place for secrets.
      .filter((name) => !name.startsWith("prefect.blocks.")),
  );
  return { ...(fillPlaceholders(rest, references) as object), build, push, pull };
}

function requireBasics({ name, entrypoint }: DeploymentEntry): { name: string; entrypoint: string } {
  if (!entrypoint) {
    throw new ReeveError(
      "invalid_request",
      `The deployment ${name ? `"${name}"` : "without a name"} has no entrypoint; give path/to/file:flow.`,
    );
  }
  if (!name)
    throw new ReeveError("invalid_request", `The deployment of ${entrypoint} has no name; give one.`);
  return { name, entrypoint };
}

async function requireWorkPool(
  client: Client,
  name: string,
  { work_pool }: DeploymentEntry,
): Promise<string> {
  const wanted = work_pool?.name;
  if (!wanted) {
    throw new ReeveError(
      "invalid_request",
      `The deployment "${name}" has no work pool; name the one whose workers are to run it.`,
    );
  }
  try {
    return (await client.getWorkPool({ params: { name: wanted } })).name;
  } catch (error) {
    if (!(error instanceof ReeveError) || error.code !== "not_found") throw error;
    const message =
      `There is no work pool "${wanted}"; make it with "reeve work-pool create ${wanted} --type process", ` +
      `or by starting a worker with "reeve worker start -p ${wanted} -t process".`;
    throw new ReeveError("not_found", message, { cause: error });
  }
}

const setDirectory = (directory: string): StepEntry => ({
  "prefect.deployments.steps.set_working_directory": { directory },
});

/** The automations that belong to a deployment are those of its entry, and no others. */
async function replaceTriggers(
  client: Client,
  deploymentId: string,
  called: string,
  triggers: readonly Record<string, unknown>[],
): Promise<void> {
  const owner_resource = `prefect.deployment.${deploymentId}`;
  await client.deleteOwnedAutomations({ params: { resource_id: owner_resource } });
  for (const [index, { name, enabled = true, parameters, job_variables, ...trigger }] of triggers.entries()) {
    const action = {
      type: "run-deployment",
      source: "selected",
      deployment_id: deploymentId,
      ...(parameters !== undefined && { parameters }),
      ...(job_variables !== undefined && { job_variables }),
    };
    await client.createAutomation({
      body: {
        name: typeof name === "string" ? name : `${called}, trigger ${index + 1}`,
        enabled: enabled === true,
        trigger: { type: "event", posture: "Reactive", threshold: 1, within: 0, ...trigger },
        actions: [action],
        owner_resource,
      } as Parameters<Client["createAutomation"]>[0]["body"],
    });
  }
}
