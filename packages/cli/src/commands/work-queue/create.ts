import { print, printJson } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type WorkQueueCreateOptions = GlobalOptions & {
  pool: string;
  priority?: number;
  limit?: number;
  json?: boolean;
};

/** Makes a queue in a work pool. */
export async function createWorkQueue(name: string, options: WorkQueueCreateOptions): Promise<void> {
  await withClient(options, async (client) => {
    const queue = await client.createWorkQueue({
      params: { work_pool_name: options.pool },
      body: { name, priority: options.priority ?? null, concurrency_limit: options.limit ?? null },
    });
    if (options.json) return printJson(queue);
    print(`The queue "${name}" of ${options.pool} is there, with priority ${queue.priority}.`);
  });
}
