import type { Client } from "@reeve/client";
import type { FlowRun } from "@reeve/protocol";
import { flowNames } from "./flow-names.ts";
import { formatRelative } from "./format-time.ts";
import { printJson, printTable } from "./output.ts";

/** Prints runs that are to come, with when. */
export async function printScheduledRuns(
  client: Client,
  flowRuns: readonly FlowRun[],
  { json }: { json?: boolean },
): Promise<void> {
  if (json) return printJson(flowRuns);
  const flows = await flowNames(client, flowRuns);
  const now = Date.now();
  printTable(
    flowRuns,
    [
      { title: "ID", value: ({ id }) => id, dispensable: 1 },
      { title: "Flow", value: ({ flow_id }) => flows.get(flow_id) ?? flow_id, narrowest: 10 },
      { title: "Name", value: ({ name }) => name, narrowest: 10 },
      { title: "State", value: ({ state_name }) => state_name ?? "none" },
      {
        title: "When",
        value: ({ next_scheduled_start_time: at }) => (at ? formatRelative(at, now) : "now"),
      },
    ],
    "No run is to come in this time.",
  );
}
