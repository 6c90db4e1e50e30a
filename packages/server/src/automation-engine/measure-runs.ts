import { addSeconds, type EventFilter, type MetricTrigger, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { listEvents } from "../event-search/list-events.ts";
import { getFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { idIn } from "./actions/event-resources.ts";

// An average over the newest so many says as much as one over more.
const MOST_RUNS = 1_000;

type Metric = MetricTrigger["metric"]["name"];

/** Which events of flow runs tell of those that a metric is about. */
const TELLING_STATES: Readonly<Record<Metric, Record<string, string[]>>> = {
  successes: { "prefect.state-type": ["COMPLETED", "FAILED", "CRASHED"] },
  duration: { "prefect.state-type": ["COMPLETED", "FAILED", "CRASHED"] },
  // Those that have begun, and those of which it is known that they should have.
  lateness: { "prefect.state-name": ["Running", "Late"] },
};

/**
 * A figure of the flow runs that match: the share of those that ended well, the seconds they took, or the seconds they
 * were late, on average. Null when there were none in the time that the metric looks back on.
 */
export async function measureRuns(
  context: Context,
  trigger: MetricTrigger,
  now: Timestamp,
): Promise<number | null> {
  const { name, range } = trigger.metric;
  const filter: EventFilter = {
    occurred: { since: addSeconds(now, -range), until: now },
    event: { prefix: ["prefect.flow-run."] },
    // Of a run that ended more than once the last end counts.
    resource: { labels: { ...trigger.match, ...TELLING_STATES[name] }, distinct: true },
    related: [trigger.match_related].flat().flatMap((labels) => (isEmpty(labels) ? [] : [{ labels }])),
  };
  const { events } = await listEvents(context, filter, MOST_RUNS);
  if (events.length === 0) return null;
  if (name === "successes") {
    return average(events.map(({ resource }) => Number(resource["prefect.state-type"] === "COMPLETED")));
  }
  const ids = events.flatMap(({ resource }) => idIn(resource["prefect.resource.id"] ?? "", "flow-run") ?? []);
  const flowRuns = await getFlowRuns(context, ids);
  if (flowRuns.length === 0) return null;
  return average(
    flowRuns.map((flowRun) =>
      name === "duration" ? flowRun.total_run_time : flowRun.estimated_start_time_delta,
    ),
  );
}

const isEmpty = (labels: object): boolean => Object.keys(labels).length === 0;

const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
