import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { insertNewLimit, nameTakenError } from "./create-concurrency-limit.ts";
import { lockLimit } from "./queries.ts";
import { updateLockedLimit } from "./update-concurrency-limit.ts";

/**
 * Creates or changes the limit on how many runs of a deployment are under way, in a transaction of the caller's.
 * Answers its id.
 */
export async function setDeploymentLimit(
  context: Context,
  transaction: Connection,
  deploymentId: string,
  limit: number,
): Promise<string> {
  const name = `deployment:${deploymentId}`;
  const before = await lockLimit(transaction, { name });
  if (before) return (await updateLockedLimit(context, transaction, before, { limit })).id;
  const created = await insertNewLimit(context, transaction, { name, limit });
  if (!created) throw nameTakenError(name);
  return created.id;
}
