import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { type Server, WebSocket, WebSocketServer } from "ws";
import type { Context } from "../context.ts";
import { hasCredentials } from "./auth.ts";
import { isSameSecret } from "./same-secret.ts";

/** A client's socket, as the server holds it. */
export class ServedSocket extends WebSocket {
  /** Awaited before the socket is closed, by either side: a client that waits for the answer to its close knows more. */
  beforeClose: (() => Promise<void>) | undefined;

  override close(code?: number, reason?: string | Buffer): void {
    const ready = this.beforeClose?.();
    this.beforeClose = undefined;
    if (ready) ready.then(() => super.close(code, reason));
    else super.close(code, reason);
  }
}

/** What runs on a socket once its client is known; it may come to an end by closing the socket. */
export type SocketHandler = (
  socket: ServedSocket,
  request: IncomingMessage,
  params: Readonly<Record<string, string>>,
) => void;

export type SocketRoute = {
  /** May have parameters, as `:name`. */
  readonly path: string;
  /** Pongs tell some clients that what they sent is safe; their route answers pings itself. */
  readonly answersPings?: boolean;
  readonly handle: SocketHandler;
  /** Browsers' sockets are of our own making and need no handshake of the wire. */
  readonly isBrowser?: boolean;
  /** Clients without the handshake are refused, whether the server asks for credentials or not. */
  readonly needsHandshake?: boolean;
  /** What the socket is closed with when the handshake fails, for clients that read it; else a sentence. */
  readonly refusal?: string;
};

type Served = {
  readonly route: SocketRoute;
  readonly pattern: RegExp;
  readonly server: Server<typeof ServedSocket>;
};

const SUBPROTOCOL = "prefect";
const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;
const AUTHENTICATION_MS = 10_000;
const MOST_REASON_BYTES = 123;

/** Serves WebSockets beside the app's routes: upgrade, handshake, and pings that drop the dead. */
export class Sockets {
  readonly #context: Context;
  readonly #prefix: string;
  readonly #routes: Served[] = [];
  readonly #pinging: NodeJS.Timeout;

  constructor(app: FastifyInstance, prefix: string, routes: readonly SocketRoute[], context: Context) {
    this.#context = context;
    this.#prefix = prefix;
    for (const route of routes) {
      const server = new WebSocketServer({
        noServer: true,
        WebSocket: ServedSocket,
        autoPong: !route.answersPings,
        maxPayload: context.settings.serverMaxBodySize,
        handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
      });
      this.#routes.push({ route, pattern: patternOf(route.path), server });
    }
    app.server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    this.#pinging = setInterval(
      () => this.#ping(),
      context.settings.serverWebsocketPingIntervalSeconds * 1000,
    );
    this.#pinging.unref();
  }

  /** Tells every client to come back later, and forgets them. */
  close(): void {
    clearInterval(this.#pinging);
    for (const { server } of this.#routes) {
      for (const client of server.clients) client.close(GOING_AWAY, "The server is stopping.");
      for (const client of server.clients) setTimeout(() => client.terminate(), 500).unref();
      server.close();
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Whatever a client sent: not every request target is an address that could be parsed.
    const [pathname = "/"] = (request.url ?? "/").split("?", 1);
    const path = pathname.startsWith(this.#prefix)
      ? pathname.slice(this.#prefix.length).replace(/\/$/, "")
      : "";
    const found = this.#routes.find(({ pattern }) => pattern.test(path));
    const params = found && paramsOf(found.pattern, path);
    if (!params) {
      refuse(socket, "404 Not Found");
      return;
    }
    const { route, server } = found;
    const speaksWire = (request.headers["sec-websocket-protocol"] ?? "").split(/,\s*/).includes(SUBPROTOCOL);
    const hasHandshake = speaksWire && !route.isBrowser;
    const { settings, now } = this.#context;
    const expected = settings.serverApiAuthString;
    const isOpen = !expected || hasCredentials(request.headers, expected, now());
    if (!hasHandshake && (route.needsHandshake || !isOpen)) {
      refuse(socket, "403 Forbidden");
      return;
    }
    server.handleUpgrade(request, socket, head, (client) => {
      client.on("error", () => client.terminate());
      keepTrackOfLife(client);
      if (hasHandshake) this.#authenticate(client, route, () => route.handle(client, request, params));
      else route.handle(client, request, params);
    });
  }

  /** The first frame carries the credentials; nothing else is read before them. */
  #authenticate(client: ServedSocket, route: SocketRoute, proceed: () => void): void {
    const deadline = setTimeout(
      () => client.close(POLICY_VIOLATION, "No auth message came."),
      AUTHENTICATION_MS,
    );
    // The Python client waits for a pong before it says who it is; nothing it sent could be unstored by then.
    const answerPing = (data: Buffer) => client.pong(data);
    if (route.answersPings) client.on("ping", answerPing);
    client.once("close", () => clearTimeout(deadline));
    client.once("message", (data) => {
      clearTimeout(deadline);
      client.off("ping", answerPing);
      const refusal = this.#refusalOf(String(data));
      if (refusal) return client.close(POLICY_VIOLATION, route.refusal ?? refusal);
      proceed();
      client.send(JSON.stringify({ type: "auth_success" }));
    });
  }

  #refusalOf(text: string): string | null {
    const message = parseJson(text) as { type?: unknown; token?: unknown } | undefined;
    if (message?.type !== "auth") return 'The first message must be of type "auth".';
    const expected = this.#context.settings.serverApiAuthString;
    if (!expected) return null;
    return isSameSecret(String(message.token ?? ""), expected) ? null : "Unauthorized";
  }

  #ping(): void {
    const clients = this.#routes.flatMap(({ server }) => [...server.clients]);
    for (const client of clients) {
      silent.add(client);
      client.ping();
    }
    const timeoutMs = this.#context.settings.serverWebsocketPingTimeoutSeconds * 1000;
    setTimeout(() => {
      for (const client of clients.filter((one) => silent.has(one))) client.terminate();
    }, timeoutMs).unref();
  }
}

/** Sockets that have said nothing since they were last pinged. */
const silent = new WeakSet<WebSocket>();

function keepTrackOfLife(client: WebSocket): void {
  const isAlive = () => silent.delete(client);
  client.on("pong", isAlive);
  client.on("ping", isAlive);
  client.on("message", isAlive);
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}$`);

/** The parameters of a path; undefined when one of them is not text. */
function paramsOf(pattern: RegExp, path: string): Record<string, string> | undefined {
  const groups = Object.entries(pattern.exec(path)?.groups ?? {});
  try {
    return Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** As much of a reason as the frame that closes a socket has room for. */
export function closeReason(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MOST_REASON_BYTES) return text;
  // A character that was cut through becomes one of three bytes: they are left room for.
  return `${bytes.subarray(0, MOST_REASON_BYTES - 6).toString()}…`;
}

/** The value of a frame, or undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
