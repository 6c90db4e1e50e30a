import { giveBackLease } from "../concurrency-limits/release-lease.ts";
import { releaseTaskRunLeases } from "../concurrency-limits/release-task-run-leases.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { selectSlotLeases } from "./queries.ts";

/** Gives back what a flow run, or all runs of a flow, and their task runs hold, in the transaction that deletes them. */
export async function releaseSlotsOfRuns(
  context: Context,
  transaction: Connection,
  runs: { flowRunId: string } | { flowId: string },
): Promise<void> {
  for (const leaseId of await selectSlotLeases(transaction, runs)) {
    await giveBackLease(context, transaction, leaseId);
  }
  await releaseTaskRunLeases(transaction, runs);
}
