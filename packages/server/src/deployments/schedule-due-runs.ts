import type { Schedule, Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { parseExactJson } from "../exact-json.ts";
import {
  createScheduledFlowRuns,
  type ScheduledFlowRun,
} from "../scheduled-runs/create-scheduled-flow-runs.ts";
import { pythonTime } from "../schedules/python-time.ts";
import { boundsFrom, nextRefill, type RunBounds, timesOfRuns } from "./plan-runs.ts";
import { claimRefills, lockDeployments, type ScheduleToRun, selectDueSchedules } from "./queries.ts";

/** What one schedule is to get. */
type Refill = {
  readonly schedule: ScheduleToRun;
  readonly runs: readonly ScheduledFlowRun[];
  readonly next: Timestamp | null;
  readonly until: Timestamp | null;
};

/** Makes the runs that are missing ahead of time of all schedules that have to be looked at; answers how many. */
export async function scheduleDueRuns(context: Context): Promise<number> {
  const { db, settings } = context;
  const batchSize = settings.serverServicesSchedulerDeploymentBatchSize;
  const now = context.now();
  let created = 0;
  let last: ScheduleToRun | undefined;
  do {
    const due = await selectDueSchedules(db.reader, now, last, batchSize);
    const refills = due.flatMap((schedule) => planRefill(context, schedule, boundsFrom(now, settings)) ?? []);
    for (const group of groupsOf(refills, settings.serverServicesSchedulerInsertBatchSize)) {
      created += await writeRefills(context, group);
    }
    last = due.length === batchSize ? due.at(-1) : undefined;
  } while (last);
  if (created > 0) context.wakeReaders();
  return created;
}

/** A schedule that cannot be followed is passed over, and does not keep the others from their runs. */
function planRefill(context: Context, schedule: ScheduleToRun, bounds: RunBounds): Refill | undefined {
  try {
    const maxRuns = Math.min(bounds.maxRuns, schedule.max_scheduled_runs ?? bounds.maxRuns);
    const parsed = JSON.parse(schedule.schedule) as Schedule;
    const times = timesOfRuns(parsed, { ...bounds, maxRuns });
    const next = nextRefill(parsed, times, { ...bounds, maxRuns }, context.settings) ?? null;
    const { scheduled_until: known } = schedule;
    const missing = known === null ? times : times.filter((time) => time > known);
    return { schedule, runs: runsOfSchedule(schedule, missing), next, until: missing.at(-1) ?? known };
  } catch (error) {
    context.log.error(`The schedule ${schedule.id} cannot be followed`, { error: String(error) });
    return undefined;
  }
}

/** As many as have about that many runs to write, so that no transaction holds up others for long. */
function* groupsOf(refills: readonly Refill[], size: number): Generator<Refill[]> {
  let group: Refill[] = [];
  let runs = 0;
  for (const refill of refills) {
    group.push(refill);
    runs += refill.runs.length;
    if (runs < size) continue;
    yield group;
    [group, runs] = [[], 0];
  }
  if (group.length > 0) yield group;
}

/** Whatever another server has written, or a user changed since the schedule was read, is left alone. */
function writeRefills(context: Context, refills: readonly Refill[]): Promise<number> {
  return context.db.write(async (transaction) => {
    // Who pauses, changes or deletes a deployment holds it, too, and then finds all of its runs.
    await lockDeployments(transaction, [...new Set(refills.map(({ schedule }) => schedule.deployment_id))]);
    const claimed = await claimRefills(
      transaction,
      refills.map(({ schedule, next, until }) => ({
        id: schedule.id,
        from: schedule.refill_time,
        to: next,
        until,
      })),
    );
    const runs = refills.filter(({ schedule }) => claimed.has(schedule.id)).flatMap((refill) => refill.runs);
    return createScheduledFlowRuns(context, transaction, runs);
  });
}

/** The runs that a schedule makes at these times. Each has its key, so that it is made once, whoever makes it. */
export function runsOfSchedule(schedule: ScheduleToRun, times: readonly Timestamp[]): ScheduledFlowRun[] {
  const parsed = JSON.parse(schedule.schedule) as Schedule;
  const parameters = Object.assign(
    {},
    parseExactJson(schedule.deployment_parameters),
    parseExactJson(schedule.parameters),
  );
  const systemLabels = {
    "prefect.flow.id": schedule.flow_id,
    "prefect.deployment.id": schedule.deployment_id,
  };
  const common = {
    flow_id: schedule.flow_id,
    deployment_id: schedule.deployment_id,
    deployment_version: schedule.version,
    work_queue_id: schedule.work_queue_id,
    work_queue_name: schedule.work_queue_name,
    parameters: JSON.stringify(parameters),
    tags: JSON.stringify([...new Set(["auto-scheduled", ...JSON.parse(schedule.tags)])]),
    labels: JSON.stringify({ ...JSON.parse(schedule.labels), ...systemLabels }),
    infrastructure_document_id: schedule.infrastructure_document_id,
    created_by: JSON.stringify({
      id: schedule.id,
      type: "SCHEDULE",
      display_value: schedule.slug ?? kindOf(parsed),
    }),
  };
  const keyOf = (time: Timestamp) =>
    `scheduled ${schedule.deployment_id} ${schedule.id} ${pythonTime(time, parsed.timezone ?? "UTC")}`;
  return times.map((scheduledTime) => ({ ...common, idempotency_key: keyOf(scheduledTime), scheduledTime }));
}

/** What Python calls a schedule of this kind. */
function kindOf(schedule: Schedule): string {
  if ("interval" in schedule) return "IntervalSchedule";
  return "cron" in schedule ? "CronSchedule" : "RRuleSchedule";
}
