import { leastIdAt } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { type FeedPlace, formatPlace, parsePlace } from "../events/feed-place.ts";
import { getNewestPlace } from "../events/get-newest-place.ts";
import { isUuid } from "../uuid.ts";

/** How far a page has seen a topic: events by their place, log lines by their id. */
export type LiveCursor = { events: FeedPlace; log: string };

// Log lines are given their ids a moment before their commit.
const LOG_OVERLAP_MS = 1_000;

/** The place of log lines after which everything is new. */
export const newestLogPlace = (): string => leastIdAt(Date.now() - LOG_OVERLAP_MS);

/** Where a page stands that has read nothing yet: whatever changes from now on comes after it. */
export async function currentCursor({ db }: Context): Promise<string> {
  const log = newestLogPlace();
  return formatCursor({ events: await getNewestPlace(db), log });
}

/** A cursor as the text that a page keeps. */
export const formatCursor = ({ events, log }: LiveCursor): string => `${formatPlace(events)}.${log}`;

/** The cursor that such a text names; null when it names none. */
export function parseCursor(cursor: string): LiveCursor | null {
  const [place = "", log = ""] = String(cursor).split(".");
  const events = parsePlace(place);
  return events && isUuid(log) ? { events, log } : null;
}
