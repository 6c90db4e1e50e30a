import { secondsBetween } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { deploymentEvent } from "./deployment-event.ts";
import { selectDeployment, selectStatuses, selectUnreadyOfQueues, updatePolled } from "./queries.ts";

// Nobody looks closer than this at when a deployment was last polled, and pollers ask more often.
const WRITE_EVERY_SECONDS = 5;

/** Notes that somebody fetches the runs of these deployments, which makes those READY that were not. */
export async function markDeploymentsPolled(context: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const now = context.now();
  const known = await selectStatuses(context.db.reader, ids);
  const stale = known.filter(
    ({ status, last_polled }) =>
      status !== "READY" || !last_polled || secondsBetween(last_polled, now) >= WRITE_EVERY_SECONDS,
  );
  if (stale.length === 0) return;
  const woken = stale.filter(({ status }) => status !== "READY");
  await context.db.write(async (transaction) => {
    await updatePolled(
      transaction,
      stale.map(({ id }) => id),
      now,
    );
    for (const { id } of woken) {
      const row = await selectDeployment(transaction, { id });
      if (row) await appendEvents(transaction, [deploymentEvent("ready", row, now)]);
    }
  });
  if (woken.length > 0) context.wakeReaders();
}

/** The same for the deployments of queues of which somebody fetches the runs; those that are READY stay as they are. */
export async function markDeploymentsOfQueuesPolled(
  context: Context,
  queueIds: readonly string[],
): Promise<void> {
  await markDeploymentsPolled(context, await selectUnreadyOfQueues(context.db.reader, queueIds));
}
