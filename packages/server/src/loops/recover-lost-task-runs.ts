import type { Context } from "../context.ts";
import { recoverLostTaskRuns } from "../task-workers/recover-lost-task-runs.ts";
import { whileListening } from "./listening-since.ts";
import type { LoopDefinition } from "./loop.ts";

/** Takes back the background task runs of workers that went away, counting only time in which they could come back. */
export function recoverLostTaskRunsLoop(context: Context): LoopDefinition {
  const everySeconds = context.settings.serverServicesLostTaskRunsLoopSeconds;
  return {
    name: "recover-lost-task-runs",
    everySeconds,
    tick: whileListening(context, everySeconds, (listeningSince) =>
      recoverLostTaskRuns(context, listeningSince),
    ),
  };
}
