import { setImmediate } from "node:timers/promises";
import type { Calendar, CalendarLane, Deployment, Timestamp } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { listDeployments } from "../deployments/read-deployments.ts";
import { listFlows } from "../flows/read-flows.ts";
import { getUsualSeconds } from "../home/get-usual-seconds.ts";
import { scheduleTimes } from "../schedules/schedule-times.ts";
import { selectRunsBetween } from "./queries.ts";

// More would be one colour on any screen.
const MOST_RUNS = 2_000;
const MOST_TIMES = 800;
const MOST_DEPLOYMENTS = 200;
const LONGEST_MS = 62 * 24 * 3_600_000;

/** The runs of a span of time, past and coming, and the times of schedules that have no run yet. */
export async function getCalendar(context: ReadContext, start: Timestamp, end: Timestamp): Promise<Calendar> {
  if (Date.parse(end) - Date.parse(start) > LONGEST_MS || end <= start) {
    throw new ReeveError("unprocessable", "A calendar shows 62 days at most, and ends after it begins.");
  }
  const now = context.now();
  const page = { sort: "NAME_ASC" as const, limit: MOST_DEPLOYMENTS, offset: 0 };
  const [found, deployments] = await Promise.all([
    selectRunsBetween(context.db.scanner, start, end, MOST_RUNS + 1),
    listDeployments(context, {}, page),
  ]);
  const runs = found.slice(0, MOST_RUNS);
  const planned = new Set(runs.map((run) => placeOf(run.deployment_id, run.expected_start_time)));
  const ran = new Set(runs.map(({ deployment_id }) => deployment_id));
  const shown = deployments.filter(
    ({ id, schedules }) => ran.has(id) || schedules.some(({ active }) => active),
  );
  const flowIds = [...new Set(shown.map(({ flow_id }) => flow_id))];
  const [flows, usual] = await Promise.all([
    listFlows(context, { flows: { id: { any_: flowIds } } }, { limit: MOST_DEPLOYMENTS, offset: 0 }),
    getUsualSeconds(context, flowIds),
  ]);
  const names = new Map(flows.map(({ id, name }) => [id, name]));
  const lanes: CalendarLane[] = [];
  for (const deployment of shown) {
    const { id, flow_id } = deployment;
    const times = comingTimes(deployment, start > now ? start : now, end);
    lanes.push({
      deployment_id: id,
      name: deployment.name,
      paused: deployment.paused,
      flow_name: names.get(flow_id) ?? "",
      concurrency_limit: deployment.global_concurrency_limit?.limit ?? null,
      usual_seconds: usual.get(flow_id) ?? null,
      schedules: activeSchedules(deployment),
      times: times.slice(0, MOST_TIMES).filter((time) => !planned.has(placeOf(id, time))),
      is_cut: times.length > MOST_TIMES,
    });
    // Times are worked out here, not in the database: others come to their turn in between.
    await setImmediate();
  }
  return {
    now,
    lanes,
    is_cut: found.length > MOST_RUNS,
    runs: runs.map(({ id, name, deployment_id, state_type, state_name, sort_time, total_run_time }) => ({
      id,
      name,
      deployment_id,
      state_type,
      state_name,
      start_time: sort_time ?? start,
      seconds: total_run_time,
    })),
  };
}

const placeOf = (deploymentId: string | null, time: Timestamp | null) => `${deploymentId} ${time}`;

const activeSchedules = ({ schedules }: Deployment) =>
  schedules.filter(({ active }) => active).map(({ schedule }) => schedule);

/** When the schedules are due in the span, one more than are shown at most; none while the deployment is paused. */
function comingTimes(deployment: Deployment, start: Timestamp, end: Timestamp): Timestamp[] {
  if (deployment.paused || start >= end) return [];
  const times = new Set<Timestamp>();
  for (const schedule of activeSchedules(deployment)) {
    let count = 0;
    for (const time of scheduleTimes(schedule, start, end)) {
      if (time >= end || count > MOST_TIMES) break;
      times.add(time);
      count += 1;
    }
  }
  return [...times].sort().slice(0, MOST_TIMES + 1);
}
