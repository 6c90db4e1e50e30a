import { type OpenSocket, openSocket, reconnectDelayMs, type SocketOptions } from "./open-socket.ts";

/** What is sent on each new connection, and what is done with each message. */
export type Conversation = { greeting: () => unknown; onMessage: (message: unknown) => void };

/** A socket of the API that is opened again whenever it is lost; it never holds the process. */
export class KeptSocket implements Disposable {
  readonly #path: string;
  readonly #options: SocketOptions;
  readonly #conversation: Conversation;
  #open: OpenSocket | undefined;
  #closed = false;

  constructor(path: string, options: SocketOptions, conversation: Conversation) {
    this.#path = path;
    this.#options = options;
    this.#conversation = conversation;
    void this.#connect();
  }

  /** False while messages may be missed, so that the owner can ask another way. */
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
        const open = await openSocket(this.#path, this.#options);
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
    open.socket.send(JSON.stringify(this.#conversation.greeting()));
    open.socket.on("message", (data) => this.#conversation.onMessage(JSON.parse(String(data))));
    open.socket.on("close", () => {
      this.#open = undefined;
      if (!this.#closed) void this.#connect();
    });
  }
}

function unheldPause(delayMs: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, delayMs).unref());
}
