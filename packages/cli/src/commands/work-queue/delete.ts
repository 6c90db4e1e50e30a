import { print } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a queue of a work pool. */
export async function deleteWorkQueue(
  name: string,
  options: GlobalOptions & { pool: string },
): Promise<void> {
  await withClient(options, async (client) => {
    await client.deleteWorkQueueInPool({ params: { work_pool_name: options.pool, name } });
    print(`The queue "${name}" of ${options.pool} is deleted.`);
  });
}
