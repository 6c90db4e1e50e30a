import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/automation-tests";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { testAutomation } from "./test-automation.ts";

/** Serves the trial of automations. */
export function mountAutomationTests(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.testAutomation, ({ params, body }) =>
    testAutomation(context, params.id, {
      since: parseTimestamp(body.since ?? ""),
      eventId: body.event_id ?? undefined,
      send: body.send ?? false,
    }),
  );
}
