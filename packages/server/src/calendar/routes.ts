import * as endpoints from "@reeve/protocol/calendar";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { listScheduleTimes } from "./list-schedule-times.ts";

/** Serves the times of a schedule that is not stored yet. */
export function mountCalendar(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.listScheduleTimes, ({ body: { schedule, limit } }) =>
    listScheduleTimes(context, schedule, limit),
  );
}
