import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

// What both sides send, as engines of Prefect 3.8 and later read it.
const CANCEL = "c";
const ACKNOWLEDGED = 0x61;
const HELLO = Buffer.from("\0PF");
// Behind the greeting stand the version of the protocol and what else the engine could tell.
const HELLO_BYTES = HELLO.length + 2;
// The first version has the intents alone; how a run ended is read from the server.
const ANSWER = Buffer.concat([HELLO, Buffer.from([1, 0])]);
// Longer than a native call commonly keeps the engine's other threads from running.
const ACKNOWLEDGE_MS = 5000;

/**
 * Where the engines of Python flow runs connect to, to be told that a signal to end is a cancellation: without that
 * they report it as a crash. It listens on the loopback address for as long as any of them may connect.
 */
export class ControlChannel {
  /** By their tokens; undefined while the server is being opened for one. */
  readonly #attempts = new Map<string, ControlledAttempt | undefined>();
  #server: Promise<Server> | undefined;

  /** Makes a place for one process; its environment is what the process needs to find it. */
  async register(): Promise<ControlledAttempt> {
    const token = randomBytes(16).toString("hex");
    this.#attempts.set(token, undefined);
    this.#server ??= listen((socket) => this.#greet(socket));
    const { port } = (await this.#server).address() as AddressInfo;
    const attempt = new ControlledAttempt(port, token, () => this.#forget(token));
    this.#attempts.set(token, attempt);
    return attempt;
  }

  #greet(socket: Socket): void {
    socket.unref();
    socket.on("error", () => socket.destroy());
    let received: Buffer = Buffer.alloc(0);
    const readToken = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf("\n");
      if (end < 0 && received.length <= 64) return;
      socket.off("data", readToken);
      const attempt = end < 0 ? undefined : this.#attempts.get(received.toString("latin1", 0, end).trim());
      if (!attempt?.connect(socket, received.subarray(end + 1))) socket.destroy();
    };
    socket.on("data", readToken);
  }

  #forget(token: string): void {
    this.#attempts.delete(token);
    if (this.#attempts.size > 0) return;
    void this.#server?.then((server) => server.close());
    this.#server = undefined;
  }
}

/** One process's place on the channel, until it is disposed of. */
export class ControlledAttempt implements Disposable {
  readonly environment: Readonly<Record<string, string>>;
  readonly #forget: () => void;
  readonly #acknowledged = Promise.withResolvers<boolean>();
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);

  constructor(port: number, token: string, forget: () => void) {
    this.environment = { PREFECT__CONTROL_PORT: String(port), PREFECT__CONTROL_TOKEN: token };
    this.#forget = forget;
  }

  /** Takes the process's connection, of which there is one; false for any other. */
  connect(socket: Socket, received: Buffer): boolean {
    if (this.#socket) return false;
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("close", () => this.#acknowledged.resolve(false));
    this.#read(received);
    return true;
  }

  /** Tells the process that it is about to be cancelled; false when it did not hear, or does not understand. */
  async announceCancel(): Promise<boolean> {
    if (!this.#socket?.writable) return false;
    this.#socket.write(CANCEL);
    const timeout = setTimeout(() => this.#acknowledged.resolve(false), ACKNOWLEDGE_MS);
    const isHeard = await this.#acknowledged.promise;
    clearTimeout(timeout);
    return isHeard;
  }

  [Symbol.dispose](): void {
    this.#socket?.destroy();
    this.#forget();
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length > 0) {
      if (this.#received[0] === ACKNOWLEDGED) {
        this.#acknowledged.resolve(true);
        this.#received = this.#received.subarray(1);
      } else if (this.#received.length < HELLO_BYTES && HELLO.includes(this.#received.subarray(0, 3))) {
        return;
      } else if (this.#received.subarray(0, HELLO.length).equals(HELLO)) {
        this.#socket?.write(ANSWER);
        this.#received = this.#received.subarray(HELLO_BYTES);
      } else {
        this.#socket?.destroy();
        return;
      }
    }
  }
}

async function listen(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection);
  server.unref();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
