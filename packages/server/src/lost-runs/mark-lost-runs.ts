import { addSeconds, type StateCreate, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { endChildren } from "../flow-runs/end-children.ts";
import { transitionFoundRuns } from "../flow-runs/transition-found-runs.ts";
import { deleteHeartbeats, postponeLoss, type SilentRun, selectSilentRuns } from "./queries.ts";
import { MISSED_HEARTBEATS } from "./record-heartbeats.ts";

const BATCH = 200;

const LOST: StateCreate = {
  type: "CRASHED",
  message: "The process of the flow run that started it was lost.",
};

/**
 * Marks the runs Crashed that have missed three heartbeats, which frees their slots, and ends what they had started;
 * answers how many. Heartbeats can be missed only while somebody listens: `listeningSince` says since when.
 */
export async function markLostRuns(context: Context, listeningSince: Timestamp): Promise<number> {
  const { db } = context;
  const now = context.now();
  const running = (await selectSilentRuns(db.reader, now, BATCH)).filter(isRunning);
  const lost = running.filter((run) => lostFrom(run, listeningSince) <= now);
  const marked = await transitionFoundRuns(context, lost, "minimal", (run) => ({
    type: "CRASHED",
    message: reasonOf(run),
  }));
  const early = running.filter((run) => lostFrom(run, listeningSince) > now);
  if (early.length > 0) {
    await db.write(async (transaction) => {
      for (const run of early) await postponeLoss(transaction, run, lostFrom(run, listeningSince));
    });
  }
  await forgetEndedRuns(context, now);
  return marked;
}

/** What a crashed run has started is ended before it is forgotten, so that a pass that breaks off is made up for. */
async function forgetEndedRuns(context: Context, now: Timestamp): Promise<void> {
  const ended = (await selectSilentRuns(context.db.reader, now, BATCH)).filter((run) => !isRunning(run));
  if (ended.length === 0) return;
  for (const { id, state_type } of ended) if (state_type === "CRASHED") await endChildren(context, id, LOST);
  const ids = ended.map(({ id }) => id);
  await context.db.write((transaction) => deleteHeartbeats(transaction, ids, now));
}

const isRunning = ({ state_type }: SilentRun): boolean => state_type === "RUNNING";

/** An attempt may be younger than the last heartbeat, which was of the one before. */
function lostFrom({ last_heartbeat, every_seconds, state_timestamp }: SilentRun, listeningSince: Timestamp) {
  const since = [last_heartbeat, state_timestamp ?? last_heartbeat, listeningSince].toSorted().at(-1)!;
  return addSeconds(since, MISSED_HEARTBEATS * every_seconds);
}

const reasonOf = ({ last_heartbeat, every_seconds }: SilentRun): string =>
  `The process sent no heartbeat since ${last_heartbeat}, though one was due every ${Math.round(every_seconds)} seconds. It was lost, or cannot reach the server.`;
