import { addSeconds, EventFilter, parseTimestamp, type ReceivedEvent } from "@reeve/protocol";
import type { WebSocket } from "ws";
import type { Context } from "../context.ts";
import { closeReason, parseJson, type SocketRoute } from "../http/sockets.ts";
import { checkPart } from "../http/validation.ts";
import type { EventFeed } from "./event-feed.ts";
import { type EventPlace, listEventsSince } from "./list-events-since.ts";
import { matchesEvent } from "./match-event.ts";

const PROTOCOL_ERROR = 1002;
const INTERNAL_ERROR = 1011;
// More than this in flight means that the client reads slower than we write: wait, and read on from its place.
const MOST_BUFFERED_BYTES = 1 << 20;
const LOOK_AGAIN_MS = 50;

/** `/events/out`: the stored events that pass a filter, then each new one as it is committed. */
export function eventsOutSocket(context: Context, feed: EventFeed): SocketRoute {
  return {
    path: "/events/out",
    handle: (socket) =>
      socket.once("message", (data) => {
        const subscriber = openSubscription(context, feed, socket, parseJson(String(data)));
        if (!context.settings.serverEventsStreamOutEnabled) return;
        subscriber?.run().catch((error) => {
          context.log.error("An event feed broke off", { error: String(error) });
          socket.close(INTERNAL_ERROR, "The feed broke off; connect again.");
        });
      }),
  };
}

function openSubscription(
  context: Context,
  feed: EventFeed,
  socket: WebSocket,
  message: unknown,
): EventsOut | undefined {
  const { type, filter, backfill } = (message ?? {}) as Record<string, unknown>;
  if (type !== "filter") {
    socket.close(PROTOCOL_ERROR, 'The first message must be of type "filter".');
    return undefined;
  }
  const checked = checkPart("body", EventFilter, filter ?? {});
  const [fault] = checked.faults;
  if (fault) {
    socket.close(PROTOCOL_ERROR, closeReason(`filter.${fault.loc.slice(1).join(".")}: ${fault.msg}`));
    return undefined;
  }
  const live = liveFilter(context, checked.value as EventFilter);
  return new EventsOut(context, feed, socket, live, backfill !== false);
}

/** Feeds look back a quarter of an hour at most; without an end they end now, so only the backfill is sent. */
function liveFilter(context: Context, filter: EventFilter): EventFilter {
  const now = context.now();
  const earliest = addSeconds(now, -context.settings.serverEventsMaximumWebsocketBackfillSeconds);
  const since = parseTimestamp(filter.occurred?.since ?? "") ?? earliest;
  const until = parseTimestamp(filter.occurred?.until ?? "") ?? now;
  const isTooEarly = since < earliest;
  return { ...filter, occurred: { since: isTooEarly ? earliest : since, until } };
}

class EventsOut {
  readonly #context: Context;
  readonly #feed: EventFeed;
  readonly #socket: WebSocket;
  readonly #filter: EventFilter;
  readonly #wantsBackfill: boolean;

  constructor(
    context: Context,
    feed: EventFeed,
    socket: WebSocket,
    filter: EventFilter,
    wantsBackfill: boolean,
  ) {
    this.#context = context;
    this.#feed = feed;
    this.#socket = socket;
    this.#filter = filter;
    this.#wantsBackfill = wantsBackfill;
  }

  async run(): Promise<void> {
    let notify = () => {};
    const reader = () => notify();
    this.#socket.once("close", reader);
    // Joining before the backfill is read leaves no gap between the two; what is in both is sent once.
    let place = await this.#feed.join(reader);
    try {
      const sent = this.#wantsBackfill ? await this.#backfill() : new Set<string>();
      while (this.#isOpen()) {
        const news = new Promise<void>((resolve) => {
          notify = resolve;
        });
        const page = await this.#feed.after(place);
        for (const placed of page) {
          const { event } = placed;
          place = placed.place;
          if (!sent.delete(event.id)) await this.#send(event);
        }
        if (page.length === 0 && this.#isOpen()) await news;
      }
    } finally {
      this.#feed.leave(reader);
    }
  }

  async #backfill(): Promise<Set<string>> {
    const sent = new Set<string>();
    const size = this.#context.settings.serverEventsWebsocketBackfillPageSize;
    const since = this.#filter.occurred?.since ?? this.#context.now();
    let after: EventPlace | null = null;
    while (this.#isOpen()) {
      const page: ReceivedEvent[] = await listEventsSince(this.#context, since, after, size);
      for (const event of page) {
        sent.add(event.id);
        await this.#send(event);
      }
      const last = page.at(-1);
      if (!last || page.length < size) break;
      after = last;
    }
    return sent;
  }

  async #send(event: ReceivedEvent): Promise<void> {
    if (!matchesEvent(this.#filter, event)) return;
    this.#socket.send(JSON.stringify({ type: "event", event }));
    while (this.#socket.bufferedAmount > MOST_BUFFERED_BYTES && this.#isOpen()) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }
}
