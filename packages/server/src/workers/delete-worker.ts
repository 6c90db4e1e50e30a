import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { noWorkPoolError } from "../work-queues/read-work-queues.ts";
import { deleteWorkerRow } from "./queries.ts";

/** Forgets a worker; its next heartbeat makes it known again. */
export async function deleteWorker(context: Context, poolName: string, name: string): Promise<void> {
  await context.db.write(async (transaction) => {
    const pool = await findWorkPool(transaction, { name: poolName });
    if (!pool) throw noWorkPoolError(poolName);
    if (!(await deleteWorkerRow(transaction, pool.id, name))) {
      throw new ReeveError("not_found", `The work pool ${poolName} has no worker named ${name}.`);
    }
  });
}
