import { secondsBetween, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";

// A pass that comes later than this came after the machine slept, or after the database was away.
const MISSED_PASSES = 4;

/**
 * Runs the passes of a loop that takes silence for a sign of death, and tells each since when this server could have
 * heard anything without a break.
 */
export function whileListening<T>(
  { now }: Context,
  everySeconds: number,
  pass: (listeningSince: Timestamp) => Promise<T>,
): () => Promise<T> {
  let listeningSince: Timestamp | undefined;
  let lastPass: Timestamp | undefined;
  return async () => {
    const startedAt = now();
    const wasAway = !lastPass || secondsBetween(lastPass, startedAt) > MISSED_PASSES * everySeconds;
    if (!listeningSince || wasAway) listeningSince = startedAt;
    const result = await pass(listeningSince);
    lastPass = startedAt;
    return result;
  };
}
