import type { EventFilter, ReceivedEvent } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { indexRelatedResources } from "../events/index-related-resources.ts";
import {
  asksForRelated,
  type BoundEventFilter,
  type EventAccess,
  eventAccess,
} from "../filters/event-filter.ts";
import { bindFilter } from "./bind-filter.ts";
import { countEventRows, type EventRow, type ListPlace, selectEventPage } from "./queries.ts";

/** Where a list of events goes on; the total is the one its first page counted. */
export type NextPage = {
  filter: BoundEventFilter;
  limit: number;
  total: number;
  shown: number;
  after: ListPlace;
};

export type Page = { events: ReceivedEvent[]; total: number; next: NextPage | null };

/** The first page of the events that pass, newest first unless asked otherwise, and how many there are. */
export async function listEvents(context: Context, given: EventFilter, limit: number): Promise<Page> {
  const filter = bindFilter(context, given);
  const access = await accessTo(context, filter);
  const [total, rows] = await Promise.all([
    countEventRows(context.db.scanner, access, isDistinct(filter)),
    selectPage(context, access, { filter, limit }),
  ]);
  return toPage(rows, { filter, limit, total, shown: 0 });
}

/** The page after one of a list; events that were stored since move nothing. */
export async function listNextEvents(context: Context, next: NextPage): Promise<Page> {
  const access = await accessTo(context, next.filter);
  return toPage(await selectPage(context, access, next), next);
}

/** How to find the events, once those of related resources can be found. */
export async function accessTo(context: Context, filter: BoundEventFilter): Promise<EventAccess> {
  const indexed = asksForRelated(filter) ? await indexRelatedResources(context) : undefined;
  return eventAccess(filter, context.db.dialect, indexed);
}

const selectPage = (
  { db }: Context,
  access: EventAccess,
  { filter, limit, after }: { filter: BoundEventFilter; limit: number; after?: ListPlace },
): Promise<EventRow[]> =>
  selectEventPage(db.scanner, access, {
    limit,
    isNewestFirst: filter.order !== "ASC",
    isDistinct: isDistinct(filter),
    after,
  });

function toPage(rows: EventRow[], page: Omit<NextPage, "after">): Page {
  const last = rows.at(-1);
  const shown = page.shown + rows.length;
  const isLast = !last || rows.length < page.limit || shown >= page.total;
  const next = isLast
    ? null
    : { ...page, shown, after: { occurred: last.occurred, sequence: last.sequence } };
  return { events: rows.map(toEvent), total: page.total, next };
}

const isDistinct = ({ resource }: EventFilter): boolean => resource?.distinct ?? false;

const toEvent = ({ sequence: _, ...row }: EventRow): ReceivedEvent => ({
  ...row,
  resource: JSON.parse(row.resource),
  related: JSON.parse(row.related),
  payload: JSON.parse(row.payload),
});
