import {
  type CreatedBy,
  type DeploymentFlowRunCreate,
  type FlowRun,
  ReeveError,
  type StateCreate,
} from "@reeve/protocol";
import type { Context } from "../context.ts";
import { parseExactJson } from "../exact-json.ts";
import { createFlowRun } from "../flow-runs/create-flow-run.ts";
import { hydrateParameters } from "../hydration/hydrate-parameters.ts";
import { checkJobVariables } from "../work-pools/base-job-template.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { resolveWorkQueue } from "../work-pools/resolve-work-queue.ts";
import { checkParameters } from "./check-parameters.ts";
import type { DeploymentRow } from "./deployment-row.ts";
import { findDeployment } from "./read-deployments.ts";

/** What a bulk call says of one of its runs. */
export type FlowRunCreateResult = {
  flow_run_id: string | null;
  status: "CREATED" | "FAILED";
  error: string | null;
};

const MOST_AT_ONCE = 100;

/** Runs a deployment: with its parameters, tags and job variables, over which stand those that are given. */
export async function createFlowRunOfDeployment(
  context: Context,
  id: string,
  given: DeploymentFlowRunCreate,
  createdBy: CreatedBy | null = null,
): Promise<{ flowRun: FlowRun; isNew: boolean }> {
  const { reader } = context.db;
  const deployment = await findDeployment(reader, { id });
  const own = parseExactJson(deployment.parameters) as Record<string, unknown>;
  const parameters = await hydrateParameters(reader, { ...own, ...given.parameters });
  const enforces = given.enforce_parameter_schema ?? deployment.enforce_parameter_schema !== 0;
  const schema = JSON.parse(deployment.parameter_openapi_schema ?? "null");
  if (enforces && schema) checkParameters(schema, parameters, { code: "invalid_parameters" });
  await checkVariables(context, deployment, given.job_variables ?? {});
  if (given.work_queue_name && !deployment.pool_name) {
    throw new ReeveError(
      "bad_request",
      `The deployment ${deployment.name} is in no work pool, so its run cannot go to the queue ${given.work_queue_name}.`,
    );
  }
  const { enforce_parameter_schema: _, work_queue_name: queueName, tags = [], ...rest } = given;
  const run = {
    ...rest,
    flow_id: deployment.flow_id,
    deployment_id: id,
    parameters,
    tags: [...new Set([...(JSON.parse(deployment.tags) as string[]), ...tags])],
    infrastructure_document_id: given.infrastructure_document_id ?? deployment.infrastructure_document_id,
    state: given.state ?? firstState(context),
    job_variables: given.job_variables ?? {},
  };
  return createFlowRun(context, run, async (transaction) => ({
    deploymentVersion: deployment.version,
    labels: JSON.parse(deployment.labels),
    createdBy,
    queue: await resolveWorkQueue(context, transaction, {
      work_pool_name: deployment.pool_name,
      work_queue_name: queueName ?? deployment.queue_name,
    }),
  }));
}

/** Runs a deployment several times; a run that cannot be created does not keep the others. */
export function createFlowRunsOfDeployment(
  context: Context,
  id: string,
  given: readonly DeploymentFlowRunCreate[],
  createdBy: CreatedBy | null,
): Promise<FlowRunCreateResult[]> {
  if (given.length > MOST_AT_ONCE) {
    throw new ReeveError(
      "unprocessable",
      `${given.length} runs were asked for; a call makes ${MOST_AT_ONCE} at most.`,
    );
  }
  return Promise.all(
    given.map(async (one): Promise<FlowRunCreateResult> => {
      try {
        const { flowRun } = await createFlowRunOfDeployment(context, id, one, createdBy);
        return { flow_run_id: flowRun.id, status: "CREATED", error: null };
      } catch (error) {
        if (!(error instanceof ReeveError) || error.code === "not_found") throw error;
        return { flow_run_id: null, status: "FAILED", error: error.message };
      }
    }),
  );
}

const firstState = ({ now }: Context): StateCreate => ({
  type: "SCHEDULED",
  state_details: { scheduled_time: now() },
});

async function checkVariables(
  context: Context,
  { pool_name, job_variables }: DeploymentRow,
  given: Record<string, unknown>,
): Promise<void> {
  if (!pool_name) return;
  const pool = await findWorkPool(context.db.reader, { name: pool_name });
  if (pool) checkJobVariables(JSON.parse(pool.base_job_template), { ...JSON.parse(job_variables), ...given });
}
