import { addSeconds } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { deploymentEvent } from "./deployment-event.ts";
import { lockUnpolledDeployments, selectUnpolledDeploymentIds, updateDeploymentRow } from "./queries.ts";

// Thousands may fall silent together, when a server was down: they are not to hold up everybody else's writes.
const BATCH = 100;

/** Marks deployments as not ready whose runs nobody fetches any more, from their queue or by their id; answers how many. */
export async function markUnpolledDeployments(context: Context): Promise<number> {
  const now = context.now();
  const { settings } = context;
  const silentSince = {
    deployment: addSeconds(now, -settings.serverServicesForemanDeploymentLastPolledTimeoutSeconds),
    queue: addSeconds(now, -settings.serverServicesForemanWorkQueueLastPolledTimeoutSeconds),
  };
  const ids = await selectUnpolledDeploymentIds(context.db.scanner, silentSince);
  let marked = 0;
  for (let start = 0; start < ids.length; start += BATCH) {
    marked += await context.db.write(async (transaction) => {
      // Somebody may have fetched since they were found.
      const silent = await lockUnpolledDeployments(transaction, ids.slice(start, start + BATCH), silentSince);
      for (const { id } of silent) await updateDeploymentRow(transaction, id, { status: "NOT_READY" });
      await appendEvents(
        transaction,
        silent.map((row) => deploymentEvent("not-ready", row, now)),
      );
      return silent.length;
    });
  }
  if (marked > 0) context.wakeReaders();
  return marked;
}
