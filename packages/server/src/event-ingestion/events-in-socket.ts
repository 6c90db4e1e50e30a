import type { ReceivedEvent } from "@reeve/protocol";
import type { RawData } from "ws";
import type { Context } from "../context.ts";
import { parseJson, type ServedSocket, type SocketRoute } from "../http/sockets.ts";
import type { EventIntake } from "./event-intake.ts";
import { receiveEvent } from "./receive-event.ts";

// Beyond this many events not yet stored, a client is not read from until they are.
const MOST_UNSTORED = 2_000;
// Frames that were sent together arrive a moment apart.
const SETTLE_MS = 2;
// A client that sends fewer than this at a time is read from again only after a pause, and then of all that came
// meanwhile: events taken in one by one cost several times as much as the same events together.
const FEW = 16;
const PAUSE_MS = 25;
const INTERNAL_ERROR = 1011;

/**
 * `/events/in`: each frame is an event. A pong tells the client that everything it sent before its ping
 * is stored, so the pong waits for the commit; and so does the answer to its close, so that the runs a program
 * told of can be read once it has ended.
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
  readonly #socket: ServedSocket;
  #arrived: RawData[] = [];
  #unstored = 0;
  #stored: Promise<void> = Promise.resolve();
  #settling: NodeJS.Timeout | undefined;
  #pause: NodeJS.Timeout | undefined;

  constructor(context: Context, intake: EventIntake, socket: ServedSocket) {
    this.#context = context;
    this.#intake = intake;
    this.#socket = socket;
    socket.on("message", (data) => {
      const count = this.#arrived.push(data);
      if (count === 1) this.#settling = setTimeout(() => this.#takeIn(), SETTLE_MS);
      if (count === FEW) setImmediate(() => this.#takeIn());
    });
    socket.on("ping", (data) => this.#acknowledge(data));
    socket.beforeClose = () => this.#storeAll();
    socket.once("close", () => clearTimeout(this.#pause));
  }

  #takeIn(): void {
    clearTimeout(this.#settling);
    const count = this.#arrived.length;
    this.#store();
    if (count > 0 && count < FEW) {
      this.#pause ??= setTimeout(() => {
        this.#pause = undefined;
        this.#readOn();
      }, PAUSE_MS);
    }
    this.#readOn();
  }

  #store(): void {
    const events = this.#arrived
      .map((data) => this.#read(String(data)))
      .filter((event) => event !== undefined);
    this.#arrived = [];
    if (events.length === 0) return;
    this.#unstored += events.length;
    const accepted = this.#intake.accept(events).then(
      () => this.#settle(events.length),
      (error) => this.#giveUp(error),
    );
    this.#stored = Promise.all([this.#stored, accepted]).then(() => {});
  }

  #read(text: string): ReceivedEvent | undefined {
    const event = receiveEvent(parseJson(text), this.#context.now(), this.#context.settings);
    if (event && text.length <= this.#context.settings.serverEventsMaximumSizeBytes) return event;
    this.#context.log.info("An event was not stored: it is not valid, or too large", { bytes: text.length });
    return undefined;
  }

  #settle(count: number): void {
    this.#unstored -= count;
    this.#readOn();
  }

  /** Reads from the client, unless there is a reason to wait. */
  #readOn(): void {
    if (this.#pause || this.#unstored > MOST_UNSTORED) this.#socket.pause();
    else if (this.#socket.isPaused) this.#socket.resume();
  }

  /** Resolves when everything that came so far is stored, or was given up. */
  #storeAll(): Promise<void> {
    this.#store();
    this.#intake.hurry();
    return this.#stored;
  }

  #acknowledge(data: Buffer): void {
    this.#storeAll().then(() => {
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.pong(data);
    });
  }

  /** Without the pong the client sends everything again on its next connection; so nothing is lost by closing. */
  #giveUp(error: unknown): void {
    this.#context.log.error("Events could not be stored", { error: String(error) });
    this.#socket.close(INTERNAL_ERROR, "The events could not be stored; send them again.");
  }
}
