import type { Socket } from "node:net";
import { ReeveError } from "@reeve/protocol/errors";
import type { WebSocket } from "ws";

export type SocketOptions = {
  /** Address of the API, such as `http://127.0.0.1:4200/api`. */
  apiUrl: string;
  /** `user:password` of a server that asks for it. */
  authString?: string | null;
};

/** A socket past its handshake, with the connection below it. */
export type OpenSocket = { socket: WebSocket; connection: Socket };

// A server that accepts the connection but does not answer it within this time is not one of ours.
const HANDSHAKE_TIMEOUT_MS = 10_000;
const POLICY_VIOLATION = 1008;

/** Opens a socket of the API and authenticates; rejects with a ReeveError when either fails. */
export async function openSocket(path: string, options: SocketOptions): Promise<OpenSocket> {
  // Loaded here so that programs which only make calls start without it.
  const { WebSocket } = await import("ws");
  const url = `${options.apiUrl.replace(/^http/, "ws").replace(/\/+$/, "")}${path}`;
  const socket = new WebSocket(url, "prefect", {
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    let connection: Socket;
    const timer = setTimeout(() => socket.terminate(), HANDSHAKE_TIMEOUT_MS);
    const refuse = (code: "unauthorized" | "unreachable", why: string, cause?: unknown) => {
      clearTimeout(timer);
      reject(new ReeveError(code, `No socket at ${url} (${why}).`, { cause }));
    };
    socket.once("upgrade", (response) => {
      connection = response.socket;
    });
    socket.once("open", () =>
      socket.send(JSON.stringify({ type: "auth", token: options.authString ?? null })),
    );
    // A later error is followed by "close", which the owner of the socket hears.
    socket.on("error", (error) => refuse("unreachable", error.message, error));
    socket.once("close", (code, reason) => {
      refuse(
        code === POLICY_VIOLATION ? "unauthorized" : "unreachable",
        String(reason) || `closed with ${code}`,
      );
    });
    socket.once("message", () => {
      clearTimeout(timer);
      resolve({ socket, connection });
    });
  });
}

/** The pause before attempt `attempt` (from 0) to open a socket again: it doubles, up to five seconds. */
export function reconnectDelayMs(attempt: number): number {
  return Math.min(5000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2);
}
