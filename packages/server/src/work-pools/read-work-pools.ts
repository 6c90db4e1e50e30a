import type { WorkPool, WorkPoolFilter } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { workPoolsMatch } from "../filters/index.ts";
import { noWorkPoolError } from "../work-queues/read-work-queues.ts";
import { countWorkPoolRows, selectWorkPool, selectWorkPools, type WorkPoolKey } from "./queries.ts";
import { toWorkPool, type WorkPoolRow } from "./work-pool-row.ts";

/** One pool by its name. */
export async function getWorkPool({ db }: Context, name: string): Promise<WorkPool> {
  const row = await selectWorkPool(db.reader, { name });
  if (!row) throw noWorkPoolError(name);
  return toWorkPool(row);
}

/** The same for a transaction of the caller's; undefined when it is not there. */
export const findWorkPool = (transaction: Connection, key: WorkPoolKey): Promise<WorkPoolRow | undefined> =>
  selectWorkPool(transaction, key);

/** The pools that match, by their names. */
export async function listWorkPools(
  { db }: ReadContext,
  filter: WorkPoolFilter | null | undefined,
  page: { limit: number; offset: number },
): Promise<WorkPool[]> {
  const rows = await selectWorkPools(db.scanner, workPoolsMatch(db.dialect, filter), page);
  return rows.map(toWorkPool);
}

/** How many pools match. */
export const countWorkPools = ({ db }: Context, filter: WorkPoolFilter | null | undefined): Promise<number> =>
  countWorkPoolRows(db.scanner, workPoolsMatch(db.dialect, filter));
