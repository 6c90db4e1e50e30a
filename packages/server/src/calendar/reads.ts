import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/calendar";
import { type Read, read } from "../http/reads.ts";
import { getCalendar } from "./get-calendar.ts";

/** The calendar of the UI. */
// Its schema lets nothing through that is no time.
export const calendarReads: readonly Read[] = [
  read(endpoints.getCalendar, (context, { body: { start, end } }) =>
    getCalendar(context, parseTimestamp(start)!, parseTimestamp(end)!),
  ),
];
