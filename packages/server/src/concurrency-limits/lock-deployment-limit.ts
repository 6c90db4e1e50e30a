import { type ConcurrencyOptions, newId } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { DeploymentLimit } from "../orchestration/flow-run-transition.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { lockLimit, selectIsHeld } from "./queries.ts";
import { type LimitInUse, takenSlots } from "./slot-arithmetic.ts";

/** What is known of the limit on a deployment's runs, and the lease under which the run in question holds a slot. */
export type DeploymentLimitRequest = {
  readonly limitId: string;
  readonly options: ConcurrencyOptions | null;
  readonly leaseId: string | null;
};

export type LockedDeploymentLimit = DeploymentLimit & { readonly inUse: LimitInUse };

/**
 * The limit on a deployment's runs as the rules need it; nobody else takes its slots until the transaction ends.
 * Null when it is switched off or gone.
 */
export async function lockDeploymentLimit(
  { now, settings }: Context,
  transaction: Connection,
  { limitId, options, leaseId }: DeploymentLimitRequest,
): Promise<LockedDeploymentLimit | null> {
  const row = await lockLimit(transaction, { id: limitId });
  if (!row || row.active === 0) return null;
  const time = now();
  const [inUse] = await withLeasedSlots(transaction, [row], time);
  return {
    limit: row.limit,
    freeSlots: row.limit - takenSlots(inUse!, time),
    isHeld: leaseId !== null && (await selectIsHeld(transaction, leaseId, limitId, time)),
    onCollision: options?.collision_strategy ?? "ENQUEUE",
    leaseSeconds: options?.grace_period_seconds ?? settings.serverConcurrencyInitialDeploymentLeaseSeconds,
    waitSeconds: settings.serverDeploymentsConcurrencySlotWaitSeconds,
    leaseId: newId(),
    inUse: inUse!,
  };
}
