import { addSeconds, type ReceivedEvent, secondsBetween } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { isUuid } from "../uuid.ts";
import { type BeatingRun, selectBeatingRuns, upsertHeartbeats } from "./queries.ts";

const HEARTBEAT = "prefect.flow-run.heartbeat";
const RESOURCE_PREFIX = "prefect.flow-run.";

/** How many of its heartbeats a run may miss. */
export const MISSED_HEARTBEATS = 3;

// How often Python's flows send heartbeats where nobody changed it; they do not say so themselves.
const USUAL_SECONDS = 180;
// They never send them more often. What comes sooner is of a process that was started again.
const SHORTEST_SECONDS = 30;
// Whoever is silent for days is not watched by its heartbeats.
const LONGEST_TOLD_SECONDS = 24 * 3600;

/** Notes the signs of life among events, in a transaction of the caller's; those of runs that have ended are late. */
export async function recordHeartbeats(
  transaction: Connection,
  events: readonly ReceivedEvent[],
): Promise<void> {
  const heartbeats = new Map<string, ReceivedEvent>();
  for (const event of events) {
    const id = event.event === HEARTBEAT ? flowRunIdOf(event) : undefined;
    if (id !== undefined) heartbeats.set(id, event);
  }
  if (heartbeats.size === 0) return;
  const runs = await selectBeatingRuns(transaction, [...heartbeats.keys()]);
  await upsertHeartbeats(
    transaction,
    runs.map((run) => {
      const heartbeat = heartbeats.get(run.id)!;
      const every_seconds = intervalOf(run, heartbeat);
      const last_heartbeat = heartbeat.received;
      const lost_from = addSeconds(last_heartbeat, MISSED_HEARTBEATS * every_seconds);
      return { flow_run_id: run.id, last_heartbeat, every_seconds, lost_from };
    }),
  );
}

function flowRunIdOf({ resource }: ReceivedEvent): string | undefined {
  const name = resource["prefect.resource.id"] ?? "";
  const id = name.slice(RESOURCE_PREFIX.length).toLowerCase();
  return name.startsWith(RESOURCE_PREFIX) && isUuid(id) ? id : undefined;
}

/**
 * How often the run sends heartbeats: as it says, or as was seen. Times are those of the server, since clients'
 * clocks may be wrong; heartbeats that were held up arrive together, and say nothing of how often they were sent.
 */
function intervalOf(run: BeatingRun, { payload, received }: ReceivedEvent): number {
  const told = Number(payload.every_seconds);
  if (told > 0 && told <= LONGEST_TOLD_SECONDS) return told;
  const known = run.every_seconds ?? USUAL_SECONDS;
  if (run.last_heartbeat === null || run.state_timestamp === null) return known;
  // An attempt begins with a heartbeat, however long after the last one of the attempt before.
  if (run.last_heartbeat < run.state_timestamp) return known;
  const seen = secondsBetween(run.last_heartbeat, received);
  return seen < SHORTEST_SECONDS - 1 ? known : Math.max(seen, SHORTEST_SECONDS);
}
