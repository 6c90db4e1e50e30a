import { secondsBetween, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { markLostRuns } from "../lost-runs/mark-lost-runs.ts";
import type { LoopDefinition } from "./loop.ts";

// A pass that comes later than this came after the machine slept, or after the database was away.
const MISSED_PASSES = 4;

/** Marks runs Crashed whose processes fell silent, counting only the time in which they could have been heard. */
export function markLostRunsLoop(context: Context): LoopDefinition {
  const everySeconds = context.settings.serverServicesLostRunsLoopSeconds;
  let listeningSince: Timestamp | undefined;
  let lastPass: Timestamp | undefined;
  return {
    name: "mark-lost-runs",
    everySeconds,
    tick: async () => {
      const now = context.now();
      const wasAway = !lastPass || secondsBetween(lastPass, now) > MISSED_PASSES * everySeconds;
      if (!listeningSince || wasAway) listeningSince = now;
      const marked = await markLostRuns(context, listeningSince);
      lastPass = now;
      return marked;
    },
  };
}
