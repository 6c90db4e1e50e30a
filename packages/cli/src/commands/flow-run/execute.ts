import { ReeveError } from "@reeve/protocol/errors";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Runs a deployed TypeScript flow run in this process; the exit code tells how it ended. */
export async function executeFlowRunCommand(id: string | undefined, options: GlobalOptions): Promise<void> {
  const flowRunId = id ?? process.env.REEVE__FLOW_RUN_ID ?? process.env.PREFECT__FLOW_RUN_ID;
  if (!flowRunId) {
    throw new ReeveError("invalid_request", "Give the flow run to execute, or set REEVE__FLOW_RUN_ID to it.");
  }
  const { executeFlowRun } = await import("@reeve/worker");
  await withClient(options, async (client) => {
    process.exitCode = await executeFlowRun(client, flowRunId);
  });
}
