import type { Client } from "@reeve/client";
import { flowNames } from "./flow-names.ts";
import { formatRelative } from "./format-time.ts";
import { printJson, printTable } from "./output.ts";

/** Prints the runs of a work pool, or of one of its queues, that are to come within so many hours, with when. */
export async function printDueRuns(
  client: Client,
  workPool: string,
  workQueue: string | undefined,
  { hours, json }: { hours: number; json?: boolean },
): Promise<void> {
  const scheduled_before = new Date(Date.now() + hours * 3_600_000).toISOString();
  // What a worker asks for would make the queues look as if one asked.
  const flowRuns = await client.listFlowRuns({
    body: {
      flow_runs: {
        state: { type: { any_: ["SCHEDULED"] } },
        next_scheduled_start_time: { before_: scheduled_before },
      },
      work_pools: { name: { any_: [workPool] } },
      ...(workQueue !== undefined && { work_pool_queues: { name: { any_: [workQueue] } } }),
      sort: "NEXT_SCHEDULED_START_TIME_ASC",
    },
  });
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
