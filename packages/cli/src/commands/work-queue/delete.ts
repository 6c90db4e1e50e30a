import { isConfirmed } from "../../confirm.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a queue of a work pool, after asking where somebody can answer. */
export async function deleteWorkQueue(
  name: string,
  options: GlobalOptions & { pool: string; yes?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const params = { work_pool_name: options.pool, name };
    await client.getWorkQueueInPool({ params });
    const question = `Delete the queue "${name}" of ${options.pool}?`;
    if (!(await isConfirmed(question, options))) return warn("Nothing was deleted.");
    await client.deleteWorkQueueInPool({ params });
    print(`The queue "${name}" of ${options.pool} is deleted.`);
  });
}
