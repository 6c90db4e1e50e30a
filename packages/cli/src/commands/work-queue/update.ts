import { countArgument } from "../../argument.ts";
import { print } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

type InPool = GlobalOptions & { pool: string };

export const pauseWorkQueue = (name: string, options: InPool): Promise<void> =>
  change(name, options, "is paused", { is_paused: true });

export const resumeWorkQueue = (name: string, options: InPool): Promise<void> =>
  change(name, options, "is resumed", { is_paused: false });

export const setWorkQueueLimit = (name: string, count: string, options: InPool): Promise<void> =>
  change(name, options, `runs ${count} at once at most`, { concurrency_limit: countArgument(count) });

export const clearWorkQueueLimit = (name: string, options: InPool): Promise<void> =>
  change(name, options, "has no limit", { concurrency_limit: null });

type Changes = { is_paused?: boolean; concurrency_limit?: number | null };

async function change(name: string, options: InPool, outcome: string, body: Changes): Promise<void> {
  await withClient(options, async (client) => {
    await client.updateWorkQueueInPool({ params: { work_pool_name: options.pool, name }, body });
    print(`The queue "${name}" of ${options.pool} ${outcome}.`);
  });
}
