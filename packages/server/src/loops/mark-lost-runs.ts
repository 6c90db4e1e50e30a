import type { Context } from "../context.ts";
import { markLostRuns } from "../lost-runs/mark-lost-runs.ts";
import { whileListening } from "./listening-since.ts";
import type { LoopDefinition } from "./loop.ts";

/** Marks runs Crashed whose processes fell silent, counting only the time in which they could have been heard. */
export function markLostRunsLoop(context: Context): LoopDefinition {
  const everySeconds = context.settings.serverServicesLostRunsLoopSeconds;
  return {
    name: "mark-lost-runs",
    everySeconds,
    tick: whileListening(context, everySeconds, (listeningSince) => markLostRuns(context, listeningSince)),
  };
}
