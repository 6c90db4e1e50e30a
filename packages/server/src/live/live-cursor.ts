import type { Context } from "../context.ts";
import { type FeedPlace, formatPlace, parsePlace } from "../events/feed-place.ts";
import { getNewestPlace } from "../events/get-newest-place.ts";
import { getLogPlace } from "../logs/list-logs.ts";
import { formatLogPlace, type LogPlace, parseLogPlace } from "../logs/log-place.ts";

/** How far a page has seen a topic, in events and in log lines. */
export type LiveCursor = { events: FeedPlace; log: LogPlace };

/** Where a page stands that has read nothing yet: whatever changes from now on comes after it. */
export async function currentCursor(context: Context): Promise<string> {
  const [events, log] = await Promise.all([getNewestPlace(context.db), getLogPlace(context)]);
  return formatCursor({ events, log });
}

/** A cursor as the text that a page keeps. */
export const formatCursor = ({ events, log }: LiveCursor): string =>
  `${formatPlace(events)}.${formatLogPlace(log)}`;

/** The cursor that such a text names; null when it names none. */
export function parseCursor(cursor: string): LiveCursor | null {
  const [place = "", logPlace = ""] = String(cursor).split(".");
  const [events, log] = [parsePlace(place), parseLogPlace(logPlace)];
  return events && log ? { events, log } : null;
}
