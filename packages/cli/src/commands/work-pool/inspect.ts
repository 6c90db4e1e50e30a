import { formatRelative } from "../../format-time.ts";
import { print, printFields, printJson, printTable } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";
import { statusStyle, statusWord } from "../../status-word.ts";

/** Shows a work pool, its queues and its workers. */
export async function inspectWorkPool(
  name: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  await withClient(options, async (client, settings) => {
    const [pool, queues, workers] = await Promise.all([
      client.getWorkPool({ params: { name } }),
      client.listWorkQueuesInPool({ params: { work_pool_name: name }, body: {} }),
      client.listWorkers({ params: { work_pool_name: name }, body: {} }),
    ]);
    if (options.json) return printJson(pool);
    printFields([
      ["Name", pool.name],
      ["ID", pool.id],
      ["Type", pool.type],
      ["Status", statusWord(pool.status), statusStyle(pool.status)],
      ["About", pool.description ?? ""],
      [
        "Limit",
        pool.concurrency_limit === null
          ? "none"
          : `${pool.active_slots ?? 0} of ${pool.concurrency_limit} in use`,
      ],
      ["URL", `${uiUrlOf(settings)}/work-pools/work-pool/${encodeURIComponent(name)}`],
    ]);
    print("");
    printTable(
      queues,
      [
        { title: "Queue", value: (queue) => queue.name, narrowest: 8 },
        { title: "Priority", value: ({ priority }) => String(priority), align: "right" },
        {
          title: "Status",
          value: ({ status }) => statusWord(status),
          style: ({ status }) => statusStyle(status),
        },
        { title: "Limit", value: (queue) => String(queue.concurrency_limit ?? "none"), align: "right" },
      ],
      "It has no queue.",
    );
    print("");
    const now = Date.now();
    printTable(
      workers,
      [
        { title: "Worker", value: (worker) => worker.name, narrowest: 10 },
        {
          title: "Status",
          value: ({ status }) => statusWord(status),
          style: ({ status }) => statusStyle(status),
        },
        {
          title: "Heard of",
          value: ({ last_heartbeat_time: at }) => (at ? formatRelative(at, now) : "never"),
        },
      ],
      `It has no worker; "reeve worker start -p ${name}" starts one.`,
    );
  });
}
