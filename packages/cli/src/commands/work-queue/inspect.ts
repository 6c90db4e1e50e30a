import { formatRelative } from "../../format-time.ts";
import { printFields, printJson } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { statusStyle, statusWord } from "../../status-word.ts";

/** Shows a queue and whether its runs are fetched. */
export async function inspectWorkQueue(
  name: string,
  options: GlobalOptions & { pool: string; json?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const queue = await client.getWorkQueueInPool({ params: { work_pool_name: options.pool, name } });
    if (options.json) return printJson(queue);
    const health = await client.getWorkQueueHealth({ params: { id: queue.id } });
    const limit = queue.concurrency_limit;
    printFields([
      ["Name", queue.name],
      ["Pool", options.pool],
      ["ID", queue.id],
      ["Priority", String(queue.priority)],
      ["Status", statusWord(queue.status), statusStyle(queue.status)],
      ["Limit", limit === null ? "none" : String(limit)],
      ["Polled", queue.last_polled ? formatRelative(queue.last_polled, Date.now()) : "never"],
      ["Late runs", String(health.late_runs_count)],
      ["About", queue.description ?? ""],
    ]);
  });
}
