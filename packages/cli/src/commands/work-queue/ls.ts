import type { WorkQueue } from "@reeve/protocol";
import { formatRelative } from "../../format-time.ts";
import { printJson, printTable } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { statusStyle, statusWord } from "../../status-word.ts";
import type { Column } from "../../table.ts";

/** Lists queues, of one work pool or of all. */
export async function listWorkQueues(
  options: GlobalOptions & { pool?: string; json?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const queues = options.pool
      ? await client.listWorkQueuesInPool({ params: { work_pool_name: options.pool }, body: {} })
      : await client.listWorkQueues({ body: {} });
    if (options.json) return printJson(queues);
    printTable(queues, columns(Date.now()), "No queue yet.");
  });
}

const columns = (now: number): Column<WorkQueue>[] => [
  { title: "Pool", value: ({ work_pool_name }) => work_pool_name ?? "", narrowest: 8 },
  { title: "Queue", value: ({ name }) => name, narrowest: 8 },
  { title: "Priority", value: ({ priority }) => String(priority), align: "right" },
  { title: "Status", value: ({ status }) => statusWord(status), style: ({ status }) => statusStyle(status) },
  { title: "Limit", value: ({ concurrency_limit }) => String(concurrency_limit ?? "none"), align: "right" },
  {
    title: "Polled",
    value: ({ last_polled: at }) => (at ? formatRelative(at, now) : "never"),
    dispensable: 1,
  },
];
