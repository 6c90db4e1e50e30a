import { existsSync } from "node:fs";
import type { Client } from "@reeve/client";
import { loadFlow, parseEntrypoint, runSteps } from "@reeve/project";
import type { Deployment } from "@reeve/protocol";
import { isServerAway, ReeveError } from "@reeve/protocol/errors";
import type { FlowHandle } from "@reeve/protocol/flow-handle";
import { SERVER_AWAY_EXIT_CODE } from "../missed-server.ts";

/**
 * Runs a deployed TypeScript flow run in this process: fetches its code as the deployment's pull steps say, loads
 * the flow and executes it. Answers the exit code; a flow that fails has reported that itself, and one that cannot be
 * loaded is reported Crashed with the reason. When the server is away, the exit code tells the worker so.
 */
export async function executeFlowRun(client: Client, flowRunId: string): Promise<number> {
  let flow: FlowHandle;
  try {
    flow = await loadDeployedFlow(client, flowRunId);
  } catch (error) {
    if (isServerAway(error)) return SERVER_AWAY_EXIT_CODE;
    await reportUnloadable(client, flowRunId, error);
    return 1;
  }
  try {
    await flow.execute(flowRunId);
    return 0;
  } catch (error) {
    // The SDK has told of it in the flow run's log and state, where it could.
    return isServerAway(error) ? SERVER_AWAY_EXIT_CODE : 1;
  }
}

async function loadDeployedFlow(client: Client, flowRunId: string): Promise<FlowHandle> {
  const flowRun = await client.getFlowRun({ params: { id: flowRunId } });
  if (!flowRun.deployment_id) {
    throw new ReeveError(
      "invalid_request",
      "It belongs to no deployment, so nothing tells where its flow is.",
    );
  }
  const deployment = await client.getDeployment({ params: { id: flowRun.deployment_id } });
  if (!deployment.entrypoint) {
    throw new ReeveError(
      "invalid_request",
      `The deployment ${deployment.name} has no entrypoint; deploy it again.`,
    );
  }
  process.chdir(await fetchCode(client, deployment));
  return loadFlow(parseEntrypoint(deployment.entrypoint));
}

/** The folder that the entrypoint is relative to. */
async function fetchCode(client: Client, { pull_steps, path }: Deployment): Promise<string> {
  if (pull_steps && pull_steps.length > 0) {
    const { directory } = await runSteps(pull_steps, { client, directory: process.cwd() });
    return directory;
  }
  return path && existsSync(path) ? path : process.cwd();
}

async function reportUnloadable(client: Client, flowRunId: string, error: unknown): Promise<void> {
  const message = `The flow could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`${error instanceof ReeveError ? message : ((error as Error)?.stack ?? message)}\n`);
  await client.setFlowRunState({
    params: { id: flowRunId },
    body: { state: { type: "CRASHED", message } },
  });
}
