import { addSeconds, type EventFilter, parseTimestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { BoundEventFilter } from "../filters/event-filter.ts";

const SECONDS_BACK = 180 * 24 * 60 * 60;

/** A filter with the time it is for: what is not said is half a year up to now. */
export function bindFilter(context: Context, filter: EventFilter): BoundEventFilter {
  const now = context.now();
  const today = `${now.slice(0, 10)}T00:00:00.000000Z`;
  const since = parseTimestamp(filter.occurred?.since ?? "") ?? addSeconds(today, -SECONDS_BACK);
  const until = parseTimestamp(filter.occurred?.until ?? "") ?? now;
  return { ...filter, occurred: { since, until } };
}
