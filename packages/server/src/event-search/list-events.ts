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
import {
  countEventRows,
  countNewestEventRows,
  type EventRow,
  type ListPlace,
  selectEventPage,
} from "./queries.ts";

// A search that few events pass looks at so many before it answers: a quarter of a second on SQLite, at a kilobyte each.
const TEXTS_COUNTED = 50_000;

/** Where a list of events goes on; the total is the one its first page counted. */
export type NextPage = {
  filter: BoundEventFilter;
  limit: number;
  total: number;
  shown: number;
  after: ListPlace;
};

export type Page = { events: ReceivedEvent[]; total: number; next: NextPage | null };

/**
 * The first page of the events that pass, newest first unless asked otherwise, and how many there are: where nothing but
 * a text is looked for, how many of the newest 50,000, or as many more as the page has.
 */
export async function listEvents(context: Context, given: EventFilter, limit: number): Promise<Page> {
  const filter = bindFilter(context, given);
  const access = await accessTo(context, filter);
  const [count, rows] = await Promise.all([
    totalOf(context, access, filter),
    selectPage(context, access, { filter, limit }),
  ]);
  return toPage(rows, { filter, limit, total: Math.max(count, rows.length), shown: 0 });
}

const totalOf = ({ db }: Context, access: EventAccess, filter: BoundEventFilter): Promise<number> =>
  isCountedInPart(access, filter)
    ? countNewestEventRows(db.scanner, access, TEXTS_COUNTED)
    : countEventRows(db.scanner, access, isDistinct(filter));

/** A text is looked for in each event of its time; whoever waits for a page should not wait for all of them. */
const isCountedInPart = ({ candidates }: EventAccess, filter: BoundEventFilter): boolean =>
  Boolean(filter.text) && !candidates && !isDistinct(filter);

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
  const isTotalKnown = !page.filter.text;
  const isLast = !last || rows.length < page.limit || (isTotalKnown && shown >= page.total);
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
