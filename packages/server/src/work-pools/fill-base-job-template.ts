import type { WorkPool } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { checkBaseJobTemplate } from "./base-job-template.ts";
import { lockWorkPool } from "./queries.ts";
import { updateLockedWorkPool } from "./update-work-pool.ts";

/** Gives a pool that has no template this one, in a transaction of the caller's. */
export async function fillBaseJobTemplate(
  context: Context,
  transaction: Connection,
  id: string,
  template: WorkPool["base_job_template"],
): Promise<void> {
  checkBaseJobTemplate(template);
  const pool = await lockWorkPool(transaction, { id });
  if (pool?.base_job_template !== "{}") return;
  await updateLockedWorkPool(context, transaction, pool, { base_job_template: JSON.stringify(template) });
}
