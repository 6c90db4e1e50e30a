import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";

/** Refuses schedules that ask for more scheduled runs than the server makes ahead of time. */
export function requireAllowedRuns(
  { settings }: Context,
  schedules: readonly { max_scheduled_runs?: number | null }[],
): void {
  const most = settings.serverDeploymentScheduleMaxScheduledRuns;
  const excessive = schedules.find(({ max_scheduled_runs: runs }) => runs != null && runs > most);
  if (!excessive) return;
  throw new ReeveError(
    "unprocessable",
    `max_scheduled_runs is ${excessive.max_scheduled_runs}, but may be ${most}; ask for fewer, or raise REEVE_SERVER_DEPLOYMENT_SCHEDULE_MAX_SCHEDULED_RUNS.`,
  );
}
