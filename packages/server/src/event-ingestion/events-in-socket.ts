import type { ReceivedEvent } from "@reeve/protocol";
import type { WebSocket } from "ws";
import type { Context } from "../context.ts";
import { parseJson, type SocketRoute } from "../http/sockets.ts";
import type { EventIntake } from "./event-intake.ts";
import { receiveEvent } from "./receive-event.ts";

// Beyond this many events not yet stored, a client is not read from until they are.
const MOST_UNSTORED = 2_000;
const INTERNAL_ERROR = 1011;

/**
 * `/events/in`: each frame is an event. A pong tells the client that everything it sent before its ping
 * is stored, so the pong waits for the commit.
 */
export function eventsInSocket(context: Context, intake: EventIntake): SocketRoute {
  return {
    path: "/events/in",
    answersPings: true,
    handle: (socket) => new EventsIn(context, intake, socket),
  };
}

class EventsIn {
  readonly #context: Context;
  readonly #intake: EventIntake;
  readonly #socket: WebSocket;
  #arrived: ReceivedEvent[] = [];
  #unstored = 0;
  #stored: Promise<void> = Promise.resolve();

  constructor(context: Context, intake: EventIntake, socket: WebSocket) {
    this.#context = context;
    this.#intake = intake;
    this.#socket = socket;
    socket.on("message", (data) => this.#read(String(data)));
    socket.on("ping", (data) => this.#acknowledge(data));
  }

  #read(text: string): void {
    const event = receiveEvent(parseJson(text), this.#context.now(), this.#context.settings);
    if (!event || text.length > this.#context.settings.serverEventsMaximumSizeBytes) {
      this.#context.log.info("An event was not stored: it is not valid, or too large", {
        bytes: text.length,
      });
      return;
    }
    if (this.#arrived.push(event) === 1) setImmediate(() => this.#store());
    if (++this.#unstored > MOST_UNSTORED) this.#socket.pause();
  }

  #store(): void {
    const events = this.#arrived;
    this.#arrived = [];
    if (events.length === 0) return;
    const accepted = this.#intake.accept(events).then(
      () => this.#settle(events.length),
      (error) => this.#giveUp(error),
    );
    this.#stored = Promise.all([this.#stored, accepted]).then(() => {});
  }

  #settle(count: number): void {
    this.#unstored -= count;
    if (this.#unstored <= MOST_UNSTORED && this.#socket.isPaused) this.#socket.resume();
  }

  #acknowledge(data: Buffer): void {
    this.#store();
    this.#stored.then(() => {
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.pong(data);
    });
  }

  /** Without the pong the client sends everything again on its next connection; so nothing is lost by closing. */
  #giveUp(error: unknown): void {
    this.#context.log.error("Events could not be stored", { error: String(error) });
    this.#socket.close(INTERNAL_ERROR, "The events could not be stored; send them again.");
  }
}
