import { addSeconds, type Schedule, type Timestamp } from "@reeve/protocol";
import type { Settings } from "@reeve/settings";
import { scheduleTimes } from "../schedules/schedule-times.ts";

/** Which of a schedule's times runs are made for. */
export type RunBounds = {
  readonly start: Timestamp;
  readonly end: Timestamp;
  /** Runs are made until there are so many at least, and one at this time or later. */
  readonly minRuns: number;
  readonly minTime: Timestamp;
  readonly maxRuns: number;
};

/** The bounds of the scheduler's own passes. */
export const boundsFrom = (now: Timestamp, settings: Settings): RunBounds => ({
  start: now,
  end: addSeconds(now, settings.serverServicesSchedulerMaxScheduledSeconds),
  minRuns: settings.serverServicesSchedulerMinRuns,
  minTime: addSeconds(now, settings.serverServicesSchedulerMinScheduledSeconds),
  maxRuns: settings.serverServicesSchedulerMaxRuns,
});

/** The times of a schedule within the bounds for which runs are made. */
export function timesOfRuns(schedule: Schedule, bounds: RunBounds): Timestamp[] {
  const times: Timestamp[] = [];
  if (bounds.maxRuns <= 0) return times;
  for (const time of scheduleTimes(schedule, bounds.start, bounds.end)) {
    times.push(time);
    if (times.length >= bounds.maxRuns) break;
    if (times.length >= bounds.minRuns && time >= bounds.minTime) break;
  }
  return times;
}

const NEVER = "9999-12-31T23:59:59.999999Z";

/**
 * When a schedule has to be looked at next, after runs were made for these times: as soon as too few are left, or
 * the next one comes near enough. Undefined when nothing is due any more.
 */
export function nextRefill(
  schedule: Schedule,
  times: readonly Timestamp[],
  bounds: RunBounds,
  settings: Settings,
): Timestamp | undefined {
  const last = times.at(-1);
  const [following] = scheduleTimes(schedule, addSeconds(last ?? bounds.start, last ? 1e-6 : 0), NEVER);
  if (following === undefined) return undefined;
  const pass = addSeconds(bounds.start, settings.serverServicesSchedulerLoopSeconds);
  const isNear = addSeconds(following, -settings.serverServicesSchedulerMaxScheduledSeconds);
  const isNeeded = fewAreLeft(times, bounds, settings) ?? bounds.start;
  const refill = [isNeeded, isNear, pass].toSorted().at(-1)!;
  // Runs so close together that all are over by then are topped up while half of them are left.
  return last !== undefined && last < refill && isNear <= bounds.start
    ? times[Math.floor(times.length / 2)]!
    : refill;
}

/** When fewer runs are left than there are to be, or they do not reach far enough. */
function fewAreLeft(
  times: readonly Timestamp[],
  { minRuns, maxRuns }: RunBounds,
  settings: Settings,
): Timestamp | undefined {
  const [first] = times;
  // No more may be made until one is over.
  if (first === undefined || times.length >= maxRuns) return first;
  if (times.length < minRuns) return undefined;
  const tooFew = times[times.length - minRuns]!;
  const tooClose = addSeconds(times.at(-1)!, -settings.serverServicesSchedulerMinScheduledSeconds);
  return [tooFew, tooClose].toSorted()[0];
}
