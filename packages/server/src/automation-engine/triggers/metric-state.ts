import { type MetricTrigger, secondsBetween, type Timestamp } from "@reeve/protocol";

/** Whether a metric is taken to be beyond its limit, and since when it has been on the other side without a break. */
export type MetricState = { readonly isTriggered: boolean; readonly changingSince: Timestamp | null };

export const UNTRIGGERED: MetricState = { isTriggered: false, changingSince: null };

/** What a new value makes of the state; `change` is there when it has held long enough to be believed. */
export function stepMetric(
  trigger: MetricTrigger,
  state: MetricState,
  value: number | null,
  now: Timestamp,
): { state: MetricState; change?: "triggered" | "resolved" } {
  const { metric } = trigger;
  const isBeyond = isBeyondLimit(trigger, value);
  if (isBeyond === state.isTriggered) return { state: { ...state, changingSince: null } };
  const changingSince = state.changingSince ?? now;
  if (secondsBetween(changingSince, now) < metric.firing_for) return { state: { ...state, changingSince } };
  return {
    state: { isTriggered: isBeyond, changingSince: null },
    change: isBeyond ? "triggered" : "resolved",
  };
}

/** Whether a value is beyond the trigger's limit; where there were no runs, none is. */
export const isBeyondLimit = ({ metric }: MetricTrigger, value: number | null): boolean =>
  value !== null && COMPARISONS[metric.operator](value, metric.threshold);

const COMPARISONS: Readonly<
  Record<MetricTrigger["metric"]["operator"], (value: number, limit: number) => boolean>
> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};
