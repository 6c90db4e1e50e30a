import type { ReadContext } from "../context.ts";
import { flowRunsMatch, type RunFilters } from "../filters/index.ts";
import { averageLateness } from "./queries.ts";

/** How late the flow runs that match started, or are by now, on average in seconds; null when there are none. */
export const getAverageLateness = ({ db, now }: ReadContext, filters: RunFilters): Promise<number | null> =>
  averageLateness(db.scanner, flowRunsMatch(db.dialect, filters), now());
