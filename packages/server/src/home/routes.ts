import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/home";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { getHome } from "./get-home.ts";

const DAY_SECONDS = 86_400;

/** Serves the first page of the UI. */
export function mountHome(api: FastifyInstance, context: Context): void {
  mount(api, endpoints.getHome, ({ body }) =>
    getHome(context, {
      seconds: body.seconds ?? DAY_SECONDS,
      // Its schema lets nothing through that is no time.
      until: body.until ? parseTimestamp(body.until)! : null,
      tags: body.tags ?? [],
      hidesSubflows: body.hide_subflows ?? false,
    }),
  );
}
