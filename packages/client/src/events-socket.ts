import type { Event } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { type OpenSocket, openSocket, reconnectDelayMs, type SocketOptions } from "./open-socket.ts";

export type EventsSocketOptions = SocketOptions & {
  /** Hears, in one sentence, what could not be delivered. */
  onWarning?: (message: string) => void;
};

// Long enough to gather the states of many short tasks into one write, short enough to look live.
const BATCH_DELAY_MS = 15;
// One acknowledgement is asked for this many events, so that a lost connection repeats few.
const BATCH_SIZE = 500;
// A server that acknowledges nothing for so long is gone without having closed the connection.
const SILENCE_MS = 60_000;

type Waiter = { upTo: number; resolve: (delivered: boolean) => void; timer: NodeJS.Timeout };

/**
 * Delivers events in their order, at least once. An event is kept until a pong tells that the server has
 * it, and everything kept is sent again on the next connection; the server drops repeats by their ids.
 */
export class EventsSocket {
  readonly #options: EventsSocketOptions;
  /** Events not yet acknowledged, oldest first; events are numbered from 1 in the order they were emitted. */
  #pending: string[] = [];
  #acknowledged = 0;
  /** Number of the newest event sent on the current connection. */
  #sent = 0;
  #open: OpenSocket | undefined;
  #connecting = false;
  #writing = false;
  #closed = false;
  #failure: ReeveError | undefined;
  #batchTimer: NodeJS.Timeout | undefined;
  #silenceTimer: NodeJS.Timeout | undefined;
  #waiters: Waiter[] = [];

  constructor(options: EventsSocketOptions) {
    this.#options = options;
  }

  /** Takes an event to be sent in the background; never waits and never throws. */
  emit(event: Event): void {
    if (this.#closed || this.#failure) return;
    this.#pending.push(JSON.stringify(event));
    this.#batchTimer ??= setTimeout(() => this.#send(), BATCH_DELAY_MS);
  }

  /** Connects ahead of the first event. */
  connect(): void {
    if (!this.#open && !this.#connecting && !this.#closed && !this.#failure) void this.#connect();
  }

  /** Waits until the server has everything emitted so far; false when that takes longer than `timeoutMs`. */
  async flush(timeoutMs: number): Promise<boolean> {
    const upTo = this.#acknowledged + this.#pending.length;
    if (this.#acknowledged === upTo) return true;
    if (this.#failure) return false;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle((waiter) => waiter.timer === timer, false), timeoutMs);
      this.#waiters.push({ upTo, resolve, timer });
      this.#send();
    });
  }

  /** Delivers what is left, then closes the connection; warns when the server did not take all of it in time. */
  async close(timeoutMs = 10_000): Promise<void> {
    if (!(await this.flush(timeoutMs))) this.#warnOfLoss(timeoutMs);
    this.#closed = true;
    this.#pending = [];
    clearTimeout(this.#batchTimer);
    clearTimeout(this.#silenceTimer);
    this.#open?.connection.unref();
    this.#open?.socket.close(1000);
  }

  #send(): void {
    clearTimeout(this.#batchTimer);
    this.#batchTimer = undefined;
    if (!this.#open) {
      this.connect();
      return;
    }
    // One batch is under way at a time: the rest follows when the connection has taken it.
    if (this.#writing) return;
    const first = this.#sent - this.#acknowledged;
    const batch = this.#pending.slice(first, first + BATCH_SIZE);
    if (batch.length === 0) return;
    const { socket, connection } = this.#open;
    this.#writing = true;
    connection.ref();
    connection.cork();
    for (const event of batch) socket.send(event, ignoreError);
    this.#sent += batch.length;
    socket.ping(String(this.#sent), true, () => {
      if (this.#open?.socket !== socket) return;
      this.#writing = false;
      this.#send();
    });
    connection.uncork();
    this.#silenceTimer ??= setTimeout(() => socket.terminate(), SILENCE_MS);
  }

  async #connect(): Promise<void> {
    this.#connecting = true;
    for (let attempt = 0; !this.#closed && !this.#open && !this.#failure; attempt += 1) {
      if (attempt > 0) await this.#pause(reconnectDelayMs(attempt - 1));
      try {
        const open = await openSocket("/events/in", this.#options);
        if (this.#closed) open.socket.terminate();
        else this.#use(open);
      } catch (error) {
        if (error instanceof ReeveError && error.code === "unauthorized") this.#fail(error);
      }
    }
    this.#connecting = false;
    if (this.#open) this.#send();
  }

  #use(open: OpenSocket): void {
    this.#open = open;
    this.#sent = this.#acknowledged;
    this.#writing = false;
    if (this.#pending.length === 0) open.connection.unref();
    open.socket.on("pong", (payload) => this.#acknowledge(Number(String(payload))));
    open.socket.on("close", () => this.#lose(open));
  }

  #acknowledge(upTo: number): void {
    if (!(upTo > this.#acknowledged)) return;
    this.#pending.splice(0, upTo - this.#acknowledged);
    this.#acknowledged = upTo;
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = undefined;
    if (this.#pending.length === 0) this.#open?.connection.unref();
    else this.#silenceTimer = setTimeout(() => this.#open?.socket.terminate(), SILENCE_MS);
    this.#settle((waiter) => waiter.upTo <= upTo, true);
  }

  #lose(open: OpenSocket): void {
    if (this.#open !== open) return;
    this.#open = undefined;
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = undefined;
    if (this.#pending.length > 0) this.connect();
  }

  /** The server refuses this client for good: keeping more events would only fill the memory. */
  #fail(error: ReeveError): void {
    this.#failure = error;
    this.#settle(() => true, false);
  }

  #settle(which: (waiter: Waiter) => boolean, delivered: boolean): void {
    const settled = this.#waiters.filter(which);
    this.#waiters = this.#waiters.filter((waiter) => !settled.includes(waiter));
    for (const waiter of settled) {
      clearTimeout(waiter.timer);
      waiter.resolve(delivered);
    }
  }

  /** Holds the process only while there is something to deliver. */
  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      if (this.#pending.length === 0) timer.unref();
    });
  }

  #warnOfLoss(timeoutMs: number): void {
    const why = this.#failure?.message ?? `it acknowledged nothing more for ${timeoutMs / 1000} s`;
    const warn = this.#options.onWarning ?? console.warn;
    warn(
      `${this.#pending.length} events were not delivered to ${this.#options.apiUrl}: ${why}. ` +
        "The server may show runs as unfinished that have ended.",
    );
  }
}

// What was not written stays pending: the close of the socket, which follows, makes it be sent again.
function ignoreError(): void {}
