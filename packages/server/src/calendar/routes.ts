import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/calendar";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { getCalendar } from "./get-calendar.ts";
import { listScheduleTimes } from "./list-schedule-times.ts";

/** Serves the calendar of the UI. */
export function mountCalendar(api: FastifyInstance, context: Context): void {
  // Their schema lets nothing through that is no time.
  mount(api, endpoints.getCalendar, ({ body: { start, end } }) =>
    getCalendar(context, parseTimestamp(start)!, parseTimestamp(end)!),
  );
  mount(api, endpoints.listScheduleTimes, ({ body: { schedule, limit } }) =>
    listScheduleTimes(context, schedule, limit),
  );
}
