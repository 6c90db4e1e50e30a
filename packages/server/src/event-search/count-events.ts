import type { Countable, EventCount, EventFilter, TimeUnit } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { EventAccess } from "../filters/event-filter.ts";
import { bindFilter } from "./bind-filter.ts";
import { accessTo } from "./list-events.ts";
import { countEventsBySpan, countEventsByValue, selectNewestResources } from "./queries.ts";
import { divideTime } from "./time-spans.ts";

/** How events are counted: by what, and by spans of which length where it is by time. */
export type Counting = { by: Countable; unit: TimeUnit; interval: number };

/** Counts the events that pass: for each span of time, also those without any; or for each name or resource. */
export async function countEvents(
  context: Context,
  given: EventFilter,
  { by, unit, interval }: Counting,
): Promise<EventCount[]> {
  const filter = bindFilter(context, given);
  if (by === "event" || by === "resource") {
    const access = await accessTo(context, filter);
    return by === "event" ? countByName(context, access) : countByResource(context, access);
  }
  const { since, until } = filter.occurred;
  const time = by === "day" ? ({ unit: "day", interval: 1 } as const) : { unit, interval };
  const { spans, first, length } = divideTime(since, until, time.unit, time.interval, context.now());
  const access = await accessTo(context, filter);
  const rows = await countEventsBySpan(context.db.scanner, access, spans, first, length);
  const counts = new Map(rows.map(({ span, count }) => [span, count]));
  return spans.map(([start, end], index) => ({
    value: String(index),
    label: start.replace(/(?:\.0{6})?Z$/, "+00:00"),
    count: counts.get(index) ?? 0,
    start_time: start,
    end_time: end,
  }));
}

async function countByName({ db }: Context, access: EventAccess): Promise<EventCount[]> {
  const counts = await countEventsByValue(db.scanner, access, "event");
  return counts.map(({ value, count, start, end }) => ({
    value,
    label: value,
    count,
    start_time: start,
    end_time: end,
  }));
}

/** Resources are shown by the names they last had. */
async function countByResource({ db }: Context, access: EventAccess): Promise<EventCount[]> {
  const counts = await countEventsByValue(db.scanner, access, "resource_id");
  const newest = await selectNewestResources(
    db.scanner,
    counts.map(({ value }) => value),
  );
  const names = new Map(newest.map(({ resource_id, resource }) => [resource_id, nameOf(resource)]));
  return counts.map(({ value, count, start, end }) => ({
    value,
    label: names.get(value) ?? value,
    count,
    start_time: start,
    end_time: end,
  }));
}

function nameOf(resource: string): string | undefined {
  const labels = JSON.parse(resource) as Record<string, string>;
  return labels["prefect.resource.name"] ?? labels["prefect.name"];
}
