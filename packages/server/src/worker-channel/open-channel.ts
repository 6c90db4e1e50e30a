import type { WorkerHello, WorkPool } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { checkPoolName, insertNewWorkPool } from "../work-pools/create-work-pool.ts";
import { fillBaseJobTemplate } from "../work-pools/fill-base-job-template.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { toWorkPool } from "../work-pools/work-pool-row.ts";
import { findWorkQueue, noWorkPoolError, noWorkQueueError } from "../work-queues/read-work-queues.ts";
import { noteHeartbeat } from "../workers/send-worker-heartbeat.ts";

/** What a worker is told that said hello. */
export type OpenedChannel = {
  readonly pool: WorkPool;
  readonly queues: readonly { readonly id: string; readonly name: string }[];
};

/**
 * Lets a worker begin: notes its first heartbeat, creates its pool where it asks for that, and gives a pool without a
 * template the worker's own. Refuses a pool or a queue that is not there.
 */
export async function openChannel(
  context: Context,
  poolName: string,
  hello: WorkerHello,
): Promise<OpenedChannel> {
  const opened = await context.db.write(async (transaction) => {
    const pool = await ensurePool(context, transaction, poolName, hello);
    const queues: { id: string; name: string }[] = [];
    for (const name of hello.work_queue_names ?? []) {
      const key = { work_pool_name: poolName, name };
      const queue = await findWorkQueue(transaction, key);
      if (!queue) throw noWorkQueueError(key);
      queues.push({ id: queue.id, name });
    }
    await noteHeartbeat(context, transaction, pool, {
      name: hello.worker_name,
      heartbeat_interval_seconds: hello.heartbeat_interval_seconds,
    });
    const row = await findWorkPool(transaction, { id: pool.id });
    if (!row) throw noWorkPoolError(poolName);
    return { pool: toWorkPool(row), queues };
  });
  context.wakeReaders();
  return opened;
}

async function ensurePool(
  context: Context,
  transaction: Connection,
  name: string,
  {
    create_pool_if_not_found: creates = false,
    default_base_job_template: template = {},
    worker_type: type,
  }: WorkerHello,
) {
  const found = await findWorkPool(transaction, { name });
  if (found) {
    if (found.base_job_template === "{}" && Object.keys(template).length > 0) {
      await fillBaseJobTemplate(context, transaction, found.id, template);
    }
    return found;
  }
  if (!creates) throw noWorkPoolError(name);
  checkPoolName(name);
  const pool =
    (await insertNewWorkPool(context, transaction, { name, type, base_job_template: template })) ??
    // Somebody else's was committed meanwhile.
    (await findWorkPool(transaction, { name }));
  if (!pool) throw noWorkPoolError(name);
  return pool;
}
