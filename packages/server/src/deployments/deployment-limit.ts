import { type DeploymentUpdate, ReeveError } from "@reeve/protocol";
import { deleteLimitIfAny } from "../concurrency-limits/delete-concurrency-limit.ts";
import { getConcurrencyLimits } from "../concurrency-limits/read-concurrency-limits.ts";
import { setDeploymentLimit } from "../concurrency-limits/set-deployment-limit.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { DeploymentsTable } from "../db/schema/deployments.ts";

type Given = Pick<DeploymentUpdate, "concurrency_limit" | "global_concurrency_limit_id">;

/**
 * The column of what is said of a deployment's limit: a number makes or changes a limit of its own, null takes that
 * away, and an id names a limit that it shares. Nothing said changes nothing.
 */
export async function limitColumns(
  context: Context,
  transaction: Connection,
  deploymentId: string,
  before: string | null,
  { concurrency_limit: own, global_concurrency_limit_id: shared }: Given,
): Promise<Pick<Partial<DeploymentsTable>, "concurrency_limit_id">> {
  if (own != null && shared != null) {
    throw new ReeveError(
      "unprocessable",
      "A deployment has a limit of its own or shares one; send concurrency_limit or global_concurrency_limit_id.",
    );
  }
  if (own != null) {
    return { concurrency_limit_id: await setDeploymentLimit(context, transaction, deploymentId, own) };
  }
  if (shared != null) {
    const found = await getConcurrencyLimits(transaction, [shared], context.now());
    if (!found.has(shared)) {
      throw new ReeveError("not_found", `There is no concurrency limit with the id ${shared}.`);
    }
    return { concurrency_limit_id: shared };
  }
  if (own === null && before !== null) {
    await deleteLimitIfAny(context, transaction, { id: before });
    return { concurrency_limit_id: null };
  }
  return shared === null ? { concurrency_limit_id: null } : {};
}
