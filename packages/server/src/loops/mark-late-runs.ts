import type { Context } from "../context.ts";
import { markLateRuns } from "../scheduled-runs/mark-late-runs.ts";
import type { LoopDefinition } from "./loop.ts";

/** Marks scheduled runs Late that nobody started in time. */
export const markLateRunsLoop = (context: Context): LoopDefinition => ({
  name: "mark-late-runs",
  everySeconds: context.settings.serverServicesLateRunsLoopSeconds,
  tick: () => markLateRuns(context),
});
