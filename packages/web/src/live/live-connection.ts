import type { LiveMessage, LiveRequest, LiveTopic } from "@reeve/protocol";
import type { LiveStatus } from "./live-status.ts";
import { reconnectDelayMs } from "./reconnect-delay.ts";

export type LiveConnectionEvents = {
  message: (message: LiveMessage) => void;
  status: (status: LiveStatus) => void;
};

/**
 * The socket to the server: opens itself again for ever, and subscribes again to its topics where each
 * stopped, so that nothing between is lost.
 */
export class LiveConnection implements Disposable {
  #openSocket: () => WebSocket;
  #events: LiveConnectionEvents;
  #socket: WebSocket | undefined;
  #cursors = new Map<LiveTopic, string | null>();
  #status: LiveStatus = "connecting";
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(openSocket: () => WebSocket, events: LiveConnectionEvents) {
    this.#openSocket = openSocket;
    this.#events = events;
    this.#connect();
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** Where the topic stands; undefined when it is not subscribed, null before the server has answered. */
  cursorOf(topic: LiveTopic): string | null | undefined {
    return this.#cursors.get(topic);
  }

  get topics(): readonly LiveTopic[] {
    return [...this.#cursors.keys()];
  }

  subscribe(topic: LiveTopic, cursor: string | null): void {
    if (this.#cursors.has(topic)) return;
    this.#cursors.set(topic, cursor);
    this.#send({ type: "subscribe", topic, cursor });
  }

  unsubscribe(topic: LiveTopic): void {
    if (this.#cursors.delete(topic)) this.#send({ type: "unsubscribe", topic });
  }

  /**
   * Tries at once instead of waiting for the next turn: the server or the network is back, or somebody looks. A try that
   * is under way may have begun too early, so that it fails: the next is as soon as after a first one.
   */
  retryNow(): void {
    this.#attempt = 0;
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #connect(): void {
    this.#timer = undefined;
    const socket = this.#openSocket();
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.#setStatus("live");
      for (const [topic, cursor] of this.#cursors) this.#send({ type: "subscribe", topic, cursor });
    };
    socket.onmessage = (event) => this.#receive(JSON.parse(String(event.data)) as LiveMessage);
    // A failed socket also closes: one handler is enough.
    socket.onclose = () => this.#reconnectLater();
  }

  #reconnectLater(): void {
    if (this.#isClosed) return;
    this.#setStatus("polling");
    this.#timer = setTimeout(() => this.#connect(), reconnectDelayMs(this.#attempt));
    this.#attempt += 1;
  }

  #receive(message: LiveMessage): void {
    // A topic given up meanwhile may still have messages on the way.
    if (message.type !== "error") {
      if (!this.#cursors.has(message.topic)) return;
      this.#cursors.set(message.topic, message.cursor);
    }
    this.#events.message(message);
  }

  #send(request: LiveRequest): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request));
  }

  #setStatus(status: LiveStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#events.status(status);
  }
}
