import { once } from "node:events";
import { WebSocket } from "ws";

export type SocketOptions = {
  /** The token of the handshake; `false` leaves the handshake to the test. */
  token?: string | null | false;
  /** Without the wire's subprotocol there is no handshake. */
  protocol?: "prefect" | null;
  headers?: Record<string, string>;
};

/** A client's end of a socket. What arrives is kept until a test asks for it. */
export type TestSocket = Disposable & {
  readonly raw: WebSocket;
  send(message: unknown): void;
  /** The next message, waited for. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read messages of every shape, and a wrong guess fails them.
  next(): Promise<any>;
  /** Messages that came and were not asked for. */
  readonly unread: readonly unknown[];
  /** Resolves when the server answers a ping sent now. */
  ping(): Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;
};

/** Opens a socket and, unless told otherwise, introduces itself as clients of the wire do. */
export async function connectSocket(url: string, options: SocketOptions = {}): Promise<TestSocket> {
  const { token = null, protocol = "prefect", headers = {} } = options;
  const raw = new WebSocket(url, protocol ? [protocol] : [], { headers });
  const socket = wrap(raw);
  await once(raw, "open");
  if (!protocol || token === false) return socket;
  socket.send({ type: "auth", token });
  const answer = await Promise.race([socket.next(), socket.closed]);
  if (answer.type !== "auth_success") throw new Error(`The handshake failed: ${JSON.stringify(answer)}`);
  return socket;
}

function wrap(raw: WebSocket): TestSocket {
  const unread: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  raw.on("message", (data) => {
    const message = JSON.parse(String(data));
    const resolve = waiting.shift();
    if (resolve) resolve(message);
    else unread.push(message);
  });
  raw.on("error", () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    raw.once("close", (code, reason) => resolve({ code, reason: String(reason) }));
  });
  return {
    raw,
    unread,
    closed,
    send: (message) => raw.send(typeof message === "string" ? message : JSON.stringify(message)),
    next: () =>
      unread.length > 0
        ? Promise.resolve(unread.shift())
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
    ping: async () => {
      const answered = once(raw, "pong");
      raw.ping();
      await answered;
    },
    [Symbol.dispose]: () => raw.terminate(),
  };
}
