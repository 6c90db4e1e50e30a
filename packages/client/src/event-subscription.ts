import type { EventFilter, ReceivedEvent } from "@reeve/protocol";
import { KeptSocket } from "./kept-socket.ts";
import type { SocketOptions } from "./open-socket.ts";

export type EventSubscriptionOptions = SocketOptions & {
  filter: EventFilter;
  onEvent: (event: ReceivedEvent) => void;
};

// The server ends a subscription at `until`, which is now when none is given.
const SUBSCRIPTION_MS = 365 * 24 * 3600 * 1000;

/** Hears the events that match, from now on, over connections that are made anew when lost; never holds the process. */
export class EventSubscription implements Disposable {
  readonly #socket: KeptSocket;

  constructor({ filter, onEvent, ...options }: EventSubscriptionOptions) {
    this.#socket = new KeptSocket("/events/out", options, {
      greeting: () => {
        const now = Date.now();
        const since = new Date(now).toISOString();
        const until = new Date(now + SUBSCRIPTION_MS).toISOString();
        return { type: "filter", filter: { occurred: { since, until }, ...filter } };
      },
      onMessage: (message) => {
        const { type, event } = message as { type: string; event: ReceivedEvent };
        if (type === "event") onEvent(event);
      },
    });
  }

  /** False while events may be missed, so that the owner can ask another way. */
  get connected(): boolean {
    return this.#socket.connected;
  }

  [Symbol.dispose](): void {
    this.#socket[Symbol.dispose]();
  }
}
