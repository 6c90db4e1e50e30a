import { Countable, EventFilter, ReeveError } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/events";
import { Type } from "@reeve/protocol/type-builder";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { mount } from "../http/mount.ts";
import { checkPart } from "../http/validation.ts";
import { countEvents } from "./count-events.ts";
import { listEvents, listNextEvents, type NextPage, type Page } from "./list-events.ts";
import { readPageToken, unreadableToken, writePageToken } from "./page-token.ts";

const MOST_EVENTS = 50;

const NEXT_PAGE = Type.Object({
  filter: EventFilter,
  limit: Type.Integer({ minimum: 1, maximum: MOST_EVENTS }),
  total: Type.Integer(),
  shown: Type.Integer(),
  after: Type.Object({ occurred: Type.String({ format: "date-time" }), sequence: Type.Integer() }),
});

/** Serves the search for events. */
export function mountEventSearch(api: FastifyInstance, context: Context): void {
  const answer = ({ events, total, next }: Page, origin: string) => ({
    events,
    total,
    next_page: next && nextAddress(context, origin, next),
  });
  mount(api, endpoints.listEvents, async ({ body, origin }) =>
    answer(await listEvents(context, body.filter ?? {}, body.limit ?? MOST_EVENTS), origin),
  );
  mount(api, endpoints.listNextEvents, async ({ query, origin }) =>
    answer(await listNextEvents(context, readNextPage(query["page-token"])), origin),
  );
  mount(api, endpoints.countEvents, ({ params, body }) => {
    if (!(Countable.enum as readonly string[]).includes(params.countable)) {
      const known = (Countable.enum as readonly string[]).join(", ");
      throw new ReeveError(
        "unprocessable",
        `Events are counted by one of ${known}, not by ${params.countable}.`,
      );
    }
    const { time_unit = "day", time_interval = 1 } = body;
    return countEvents(context, body.filter, {
      by: params.countable,
      unit: time_unit,
      interval: time_interval,
    });
  });
}

function nextAddress({ settings }: Context, origin: string, next: NextPage): string {
  const path = endpoints.listNextEvents.path;
  return `${origin}${settings.serverApiBasePath}${path}?page-token=${writePageToken(next)}`;
}

/** What a token says; one that says nothing of use is refused. */
function readNextPage(token: string): NextPage {
  const { value, faults } = checkPart("query", NEXT_PAGE, readPageToken(token));
  if (faults.length > 0) throw unreadableToken();
  return value as NextPage;
}
