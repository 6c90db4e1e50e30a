import type { TriggerCreate } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { type Duration, toMilliseconds } from "../duration.ts";
import type {
  AutomationTrigger,
  CombinedTrigger,
  EventTrigger,
  FlowRunTrigger,
  Labels,
  MetricTrigger,
  ScheduleTrigger,
} from "./automation.ts";

/** A trigger as the server takes it. */
export function triggerOnWire(trigger: AutomationTrigger): TriggerCreate {
  switch (trigger.type) {
    case "event":
      return eventOnWire(trigger);
    case "flow-run":
      return flowRunOnWire(trigger);
    case "metric":
      return metricOnWire(trigger);
    case "schedule":
      return scheduleOnWire(trigger);
    case "combined":
      return combinedOnWire(trigger);
  }
}

function eventOnWire(trigger: EventTrigger): TriggerCreate {
  const { expect, after, forEach, threshold = 1, within } = trigger;
  return {
    type: "event",
    posture: trigger.posture === "proactive" ? "Proactive" : "Reactive",
    expect: listOf(expect),
    after: listOf(after),
    for_each: listOf(forEach),
    threshold,
    ...(within === undefined ? {} : { within: seconds(within) }),
    ...matching(trigger),
  };
}

function flowRunOnWire({ states, flow, tags = [], for: stays }: FlowRunTrigger): TriggerCreate {
  const names = listOf(states).map((state) => `prefect.flow-run.${state}`);
  const related = [
    ...(flow === undefined ? [] : [{ "prefect.resource.role": "flow", "prefect.resource.name": flow }]),
    ...tags.map((tag) => ({ "prefect.resource.role": "tag", "prefect.resource.id": `prefect.tag.${tag}` })),
  ];
  const runs = {
    type: "event" as const,
    // A state's name tells changes of state from what else runs tell of, such as that they are alive.
    match: { "prefect.resource.id": "prefect.flow-run.*", "prefect.state-name": "*" },
    match_related: related,
    for_each: ["prefect.resource.id"],
    threshold: 1,
  };
  if (stays === undefined) return { ...runs, posture: "Reactive", expect: names };
  // It is still in the state when nothing else has happened to it in that time.
  return {
    ...runs,
    posture: "Proactive",
    after: names,
    expect: ["prefect.flow-run.*"],
    within: seconds(stays),
  };
}

function metricOnWire(trigger: MetricTrigger): TriggerCreate {
  const { metric: name, operator, threshold, over = "5m", for: firingFor = "5m" } = trigger;
  const metric = { name, operator, threshold, range: seconds(over), firing_for: seconds(firingFor) };
  return { type: "metric", posture: "Metric", metric, ...matching(trigger) };
}

function scheduleOnWire({ interval, ...schedule }: ScheduleTrigger): TriggerCreate {
  return { ...schedule, ...(interval !== undefined && { interval: seconds(interval) }) };
}

function combinedOnWire({ triggers, require, within }: CombinedTrigger): TriggerCreate {
  if (triggers.length === 0)
    throw new ReeveError("invalid_request", "A combined trigger needs triggers to combine.");
  const parts = {
    triggers: triggers.map(triggerOnWire),
    within: within === undefined ? null : seconds(within),
  };
  return require === "in-order" ? { type: "sequence", ...parts } : { type: "compound", ...parts, require };
}

function matching({ match, matchRelated }: Pick<EventTrigger, "match" | "matchRelated">) {
  return {
    ...(match ? { match: labels(match) } : {}),
    ...(matchRelated ? { match_related: [matchRelated].flat().map((each) => labels(each as Labels)) } : {}),
  };
}

const labels = (given: Labels) =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );

const listOf = (given: string | readonly string[] | undefined): string[] =>
  given === undefined ? [] : ([given].flat() as string[]);

const seconds = (duration: Duration): number => toMilliseconds(duration) / 1000;
