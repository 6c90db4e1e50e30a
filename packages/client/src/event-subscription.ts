import type { EventFilter, ReceivedEvent } from "@reeve/protocol";
import { type OpenSocket, openSocket, reconnectDelayMs, type SocketOptions } from "./open-socket.ts";

export type EventSubscriptionOptions = SocketOptions & {
  filter: EventFilter;
  onEvent: (event: ReceivedEvent) => void;
};

// The server ends a subscription at `until`, which is now when none is given.
const SUBSCRIPTION_MS = 365 * 24 * 3600 * 1000;

/** Hears the events that match, from now on, over connections that are made anew when lost; never holds the process. */
export class EventSubscription implements Disposable {
  readonly #options: EventSubscriptionOptions;
  #open: OpenSocket | undefined;
  #closed = false;

  constructor(options: EventSubscriptionOptions) {
    this.#options = options;
    void this.#connect();
  }

  /** False while events may be missed, so that the owner can ask another way. */
  get connected(): boolean {
    return this.#open !== undefined;
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#open?.socket.close(1000);
  }

  async #connect(): Promise<void> {
    for (let attempt = 0; !this.#closed && !this.#open; attempt += 1) {
      if (attempt > 0) await unheldPause(reconnectDelayMs(attempt));
      try {
        const open = await openSocket("/events/out", this.#options);
        if (this.#closed) open.socket.close(1000);
        else this.#use(open);
      } catch {
        // The next attempt follows; meanwhile `connected` is false.
      }
    }
  }

  #use(open: OpenSocket): void {
    open.connection.unref();
    this.#open = open;
    const now = Date.now();
    const occurred = {
      since: new Date(now).toISOString(),
      until: new Date(now + SUBSCRIPTION_MS).toISOString(),
    };
    open.socket.send(JSON.stringify({ type: "filter", filter: { occurred, ...this.#options.filter } }));
    open.socket.on("message", (data) => {
      const message = JSON.parse(String(data)) as { type: string; event: ReceivedEvent };
      if (message.type === "event") this.#options.onEvent(message.event);
    });
    open.socket.on("close", () => {
      this.#open = undefined;
      if (!this.#closed) void this.#connect();
    });
  }
}

function unheldPause(delayMs: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, delayMs).unref());
}
