import type { Context } from "../context.ts";
import { scheduleDueRuns } from "../deployments/schedule-due-runs.ts";
import type { LoopDefinition } from "./loop.ts";

/**
 * Makes the runs of schedules ahead of time. Each schedule says when it has to be looked at, those of deployments
 * that were changed just now at once, so that a look costs nothing while there is nothing to do.
 */
export const scheduleDueRunsLoop = (context: Context): LoopDefinition => ({
  name: "schedule-due-runs",
  everySeconds: context.settings.serverServicesSchedulerRecentDeploymentsLoopSeconds,
  tick: () => scheduleDueRuns(context),
});
