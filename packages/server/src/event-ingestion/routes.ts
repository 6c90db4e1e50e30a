import { createEvents } from "@reeve/protocol/events";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import type { EventIntake } from "./event-intake.ts";
import { receiveEvent } from "./receive-event.ts";

/** Serves the ingestion of events over HTTP. */
export function mountEventIngestion(api: FastifyInstance, context: Context, intake: EventIntake): void {
  mount(api, createEvents, async ({ body }) => {
    const received = context.now();
    const events = body.map((event) => receiveEvent(event, received, context.settings));
    const stored = intake.accept(events.filter((event) => event !== undefined));
    intake.hurry();
    await stored;
    return null;
  });
}
