import { clientOptions, createClient } from "@reeve/client";
import { readSettings } from "@reeve/settings";
import { executeFlowRun } from "./execute-flow-run.ts";

const flowRunId = process.argv[2] ?? process.env.REEVE__FLOW_RUN_ID;
const settings = readSettings();

if (!flowRunId || !settings.apiUrl) {
  process.stderr.write(
    "Set REEVE__FLOW_RUN_ID to the flow run to execute, and REEVE_API_URL to its server.\n",
  );
  process.exitCode = 1;
} else {
  using client = createClient(clientOptions(settings.apiUrl, settings));
  process.exitCode = await executeFlowRun(client, flowRunId);
}
