import type { MetricTrigger, Trigger, TriggerCreate } from "@reeve/protocol";
import { isSame } from "../schema-form/is-same.ts";

/** A trigger on a figure of flow runs, as the form shows it. */
export type MetricForm = {
  name: MetricTrigger["metric"]["name"];
  operator: MetricTrigger["metric"]["operator"];
  /** Percent for a success rate, else seconds. */
  threshold: number;
  /** Minutes whose runs are looked at. */
  rangeMinutes: number;
  /** Minutes for which it has to stay so. */
  firingMinutes: number;
  /** Only runs of the flows of these names. */
  names: string[];
};

export const NEW_METRIC: MetricForm = {
  name: "successes",
  operator: "<",
  threshold: 90,
  rangeMinutes: 60,
  firingMinutes: 5,
  names: [],
};

// A rate is kept as a part of one, and written in percent.
const SCALE = { successes: 100, lateness: 1, duration: 1 } as const;

// 0.29 times a hundred is not quite 29.
const rounded = (number: number): number => Number(number.toPrecision(12));

/** The trigger that a form describes. */
export function toMetricTrigger(form: MetricForm): TriggerCreate {
  const { name, operator, names } = form;
  return {
    type: "metric",
    match: { "prefect.resource.id": "prefect.flow-run.*" },
    match_related:
      names.length > 0
        ? {
            "prefect.resource.role": "flow",
            "prefect.resource.name": names.length === 1 ? names[0]! : names,
          }
        : {},
    posture: "Metric",
    metric: {
      name,
      operator,
      threshold: rounded(form.threshold / SCALE[name]),
      range: form.rangeMinutes * 60,
      firing_for: form.firingMinutes * 60,
    },
  };
}

/** The form of a trigger; undefined when the form could not show all of it. */
export function fromMetricTrigger(trigger: Trigger): MetricForm | undefined {
  if (trigger.type !== "metric") return undefined;
  const { name, operator, threshold, range, firing_for } = trigger.metric;
  const related = [trigger.match_related].flat()[0] ?? {};
  const form: MetricForm = {
    name,
    operator,
    threshold: rounded(threshold * SCALE[name]),
    rangeMinutes: range / 60,
    firingMinutes: firing_for / 60,
    names: [related["prefect.resource.name"] ?? []].flat(),
  };
  const { id: _, ...whole } = trigger;
  return isSame(toMetricTrigger(form), whole) ? form : undefined;
}
