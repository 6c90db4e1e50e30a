import type { Context } from "../context.ts";
import { pruneOldData } from "../retention/prune-old-data.ts";
import type { LoopDefinition } from "./loop.ts";

/** Deletes what is older than it is to be kept. */
export const pruneOldDataLoop = (context: Context): LoopDefinition => ({
  name: "prune-old-data",
  everySeconds: context.settings.serverServicesDbVacuumLoopSeconds,
  tick: (signal) => pruneOldData(context, signal),
});
