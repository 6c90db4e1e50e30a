import { addSeconds, parseTimestamp, ReeveError, type Schedule, type ScheduleBounds } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { createScheduledFlowRuns } from "../scheduled-runs/create-scheduled-flow-runs.ts";
import { boundsFrom, type RunBounds, timesOfRuns } from "./plan-runs.ts";
import { lockDeployment, selectActiveSchedules } from "./queries.ts";
import { noDeploymentError } from "./read-deployments.ts";
import { runsOfSchedule } from "./schedule-due-runs.ts";

// So many runs are written in a moment; for more there is the next call.
const MOST_RUNS = 1000;
const MOST_SECONDS = 100 * 366 * 24 * 3600;

/** Makes a deployment's scheduled runs at once, also for times that are over; those that there are stay as they are. */
export async function scheduleDeployment(context: Context, id: string, given: ScheduleBounds): Promise<void> {
  const bounds = boundsOf(context, given);
  const created = await context.db.write(async (transaction) => {
    if (!(await lockDeployment(transaction, { id }))) throw noDeploymentError({ id });
    const schedules = await selectActiveSchedules(transaction, id);
    const runs = schedules.flatMap((schedule) =>
      runsOfSchedule(schedule, timesOfRuns(JSON.parse(schedule.schedule) as Schedule, bounds)),
    );
    return createScheduledFlowRuns(context, transaction, runs);
  });
  if (created > 0) context.wakeReaders();
}

function boundsOf(context: Context, given: ScheduleBounds): RunBounds {
  const start = (given.start_time && parseTimestamp(given.start_time)) ?? context.now();
  const usual = boundsFrom(start, context.settings);
  if (given.min_time !== undefined && Math.abs(given.min_time) > MOST_SECONDS) {
    throw new ReeveError(
      "unprocessable",
      `min_time is ${given.min_time} seconds; runs are planned for ${MOST_SECONDS} seconds ahead at most.`,
    );
  }
  const bounds = {
    start,
    end: (given.end_time && parseTimestamp(given.end_time)) ?? usual.end,
    minRuns: given.min_runs ?? usual.minRuns,
    minTime: given.min_time === undefined ? usual.minTime : addSeconds(start, given.min_time),
    maxRuns: given.max_runs ?? usual.maxRuns,
  };
  if (bounds.maxRuns > MOST_RUNS) {
    throw new ReeveError(
      "unprocessable",
      `max_runs is ${bounds.maxRuns}; a call makes ${MOST_RUNS} runs of a schedule at most.`,
    );
  }
  return bounds;
}
