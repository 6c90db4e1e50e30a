import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { SlotChange } from "../orchestration/flow-run-transition.ts";
import { holdSlots, leaseEnd } from "./hold-slots.ts";
import type { LockedDeploymentLimit } from "./lock-deployment-limit.ts";
import { updateLeaseExpiry } from "./queries.ts";
import { giveBackLease } from "./release-lease.ts";

/** Does with a flow run's slot what its rules decided, in the transaction that writes the run's state. */
export async function changeDeploymentSlot(
  context: Context,
  transaction: Connection,
  flowRunId: string,
  slot: SlotChange,
  limit: LockedDeploymentLimit | null,
): Promise<void> {
  if (slot.kind === "release") return giveBackLease(context, transaction, slot.leaseId);
  const { leaseId: id, leaseSeconds: seconds } = slot;
  const now = context.now();
  if (slot.kind === "renew") {
    await updateLeaseExpiry(transaction, id, now, leaseEnd(now, seconds));
  } else if (limit) {
    const holder = { type: "flow_run", id: flowRunId } as const;
    await holdSlots(transaction, { id, seconds, holder }, [limit.inUse], { slots: 1, now });
  }
}
