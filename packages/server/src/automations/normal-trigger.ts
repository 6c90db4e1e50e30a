import {
  type EventTrigger,
  type MetricTrigger,
  newId,
  ReeveError,
  type Timestamp,
  type Trigger,
  type TriggerCreate,
} from "@reeve/protocol";
import { parseDuration } from "../parse-duration.ts";
import {
  SCHEDULE_DUE,
  type ScheduleResource,
  scheduleOfLabels,
  scheduleOfTrigger,
} from "./schedule-trigger.ts";

const SHORTEST_PROACTIVE_SECONDS = 10;
const SHORTEST_METRIC_SECONDS = 300;

/** A trigger in full, with ids of our own at every level; refuses one that cannot be watched. */
export function normalTrigger(given: TriggerCreate, now: Timestamp): Trigger {
  if (given.type === "schedule") return waitingFor(scheduleOfTrigger(given, now), {});
  // Their shapes tell triggers apart: the wire lets their types be left out.
  if ("metric" in given) return normalMetricTrigger(given);
  if (!("triggers" in given)) return normalEventTrigger(given, now);
  const triggers = given.triggers.map((one) => normalTrigger(one, now));
  const parts = { id: newId(), triggers, within: given.within === null ? null : secondsOf(given.within) };
  if (!("require" in given)) return { type: "sequence", ...parts };
  checkRequire(given.require, triggers.length);
  return { type: "compound", ...parts, require: given.require };
}

type GivenEventTrigger = Extract<TriggerCreate, { posture: "Reactive" | "Proactive" }>;
type GivenMetricTrigger = Extract<TriggerCreate, { metric: object }>;

/** A schedule is waited for as an event, by a trigger of the wire's own kind: every client can read it. */
const waitingFor = ({ labels }: ScheduleResource, own: Partial<EventTrigger>): EventTrigger => ({
  ...normalEventFields({ posture: "Reactive", expect: [SCHEDULE_DUE] }),
  ...own,
  match: labels,
});

function normalEventTrigger(given: GivenEventTrigger, now: Timestamp): Trigger {
  const trigger = normalEventFields(given);
  const schedule = scheduleOfLabels(trigger.match, now);
  return schedule ? waitingFor(schedule, trigger) : trigger;
}

function normalEventFields(given: GivenEventTrigger): EventTrigger {
  return {
    type: "event",
    id: newId(),
    match: given.match ?? {},
    match_related: given.match_related ?? {},
    after: given.after ?? [],
    expect: given.expect ?? [],
    for_each: given.for_each ?? [],
    posture: given.posture,
    threshold: given.threshold ?? 1,
    within: windowOf(given),
  };
}

/** A proactive trigger waits for at least ten seconds: events may be on their way for as long. */
function windowOf({ posture, within = 0 }: GivenEventTrigger): number {
  const seconds = secondsOf(within);
  if (posture === "Reactive") return seconds;
  if (seconds === 0) return SHORTEST_PROACTIVE_SECONDS;
  if (seconds >= SHORTEST_PROACTIVE_SECONDS) return seconds;
  throw unusable(
    `A proactive trigger waits for ${SHORTEST_PROACTIVE_SECONDS} seconds at least; within is ${seconds}.`,
  );
}

function normalMetricTrigger({ match, match_related, metric }: GivenMetricTrigger): MetricTrigger {
  const { name, threshold, operator, range = 300, firing_for = 300 } = metric;
  const [rangeSeconds, firingSeconds] = [secondsOf(range), secondsOf(firing_for)];
  const shortest = Math.min(rangeSeconds, firingSeconds);
  if (shortest < SHORTEST_METRIC_SECONDS) {
    throw unusable(
      `The range of a metric, and how long it has to hold, are ${SHORTEST_METRIC_SECONDS} seconds at least; one is ${shortest}.`,
    );
  }
  return {
    type: "metric",
    id: newId(),
    match: match ?? {},
    match_related: match_related ?? {},
    posture: "Metric",
    metric: { name, threshold, operator, range: rangeSeconds, firing_for: firingSeconds },
  };
}

function checkRequire(require: number | "any" | "all", count: number): void {
  if (typeof require === "string") return;
  if (require < 1) throw unusable(`A compound trigger requires at least 1 of its triggers, not ${require}.`);
  if (require > count) {
    throw unusable(`A compound trigger of ${count} triggers cannot require ${require} of them.`);
  }
}

function secondsOf(duration: number | string): number {
  const seconds = parseDuration(duration);
  if (seconds !== undefined) return seconds;
  throw unusable(`The duration "${duration}" is not understood; give it in seconds, or as PT1H30M.`);
}

const unusable = (message: string): ReeveError => new ReeveError("unprocessable", message);
