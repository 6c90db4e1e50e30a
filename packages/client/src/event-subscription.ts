import type { EventFilter, ReceivedEvent } from "@reeve/protocol";
import { KeptSocket } from "./kept-socket.ts";
import type { SocketOptions } from "./open-socket.ts";

export type EventSubscriptionOptions = SocketOptions & {
  filter: EventFilter;
  /** Also those that have occurred since then, as far as the server sends them again; from now on when left out. */
  since?: string;
  onEvent: (event: ReceivedEvent) => void;
};

// The server ends a subscription at `until`, which is now when none is given.
const SUBSCRIPTION_MS = 365 * 24 * 3600 * 1000;

// An event may be stored so much later than it occurred, and after others that occurred later.
const LATENESS_MS = 5_000;
// More than a server sends in that time.
const MOST_REMEMBERED = 10_000;

/**
 * Hears the events that match, each once and in the order in which they are stored, over connections that are made anew
 * when lost: what happened meanwhile is sent then. Never holds the process.
 */
export class EventSubscription implements Disposable {
  readonly #socket: KeptSocket;
  readonly #onEvent: (event: ReceivedEvent) => void;
  readonly #heard = new Set<string>();
  #since: number;

  constructor({ filter, since, onEvent, ...options }: EventSubscriptionOptions) {
    this.#onEvent = onEvent;
    this.#since = since === undefined ? Date.now() : Date.parse(since);
    this.#socket = new KeptSocket("/events/out", options, {
      greeting: () => {
        const until = new Date(Date.now() + SUBSCRIPTION_MS).toISOString();
        const from = new Date(this.#since).toISOString();
        return { type: "filter", filter: { ...filter, occurred: { since: from, until } } };
      },
      onMessage: (message) => {
        const { type, event } = message as { type: string; event: ReceivedEvent };
        if (type === "event") this.#hear(event);
      },
    });
  }

  #hear(event: ReceivedEvent): void {
    if (this.#heard.has(event.id)) return;
    this.#heard.add(event.id);
    // A set keeps the order in which it was filled, so the first is the oldest.
    if (this.#heard.size > MOST_REMEMBERED) this.#heard.delete(this.#heard.values().next().value!);
    this.#since = Math.max(this.#since, Date.parse(event.occurred) - LATENESS_MS || 0);
    this.#onEvent(event);
  }

  /** False while events may be missed, so that the owner can ask another way. */
  get connected(): boolean {
    return this.#socket.connected;
  }

  [Symbol.dispose](): void {
    this.#socket[Symbol.dispose]();
  }
}
