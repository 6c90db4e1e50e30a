import type { DueRunsMessage, DueRunsRequest } from "@reeve/protocol";
import type { WebSocket } from "ws";
import { parseJson, type SocketRoute } from "../http/sockets.ts";
import type { DueRunWatches } from "./due-run-watches.ts";

const POLICY_VIOLATION = 1008;
const PROTOCOL_ERROR = 1002;
// Nobody takes a run on longer before its time.
const LONGEST_PREFETCH_SECONDS = 24 * 3600;

/** `/work_pools/<name>/due-runs`: tells workers at once of runs that they may fetch; see `DueRunsRequest`. */
export function dueRunsSocket(watches: DueRunWatches): SocketRoute {
  return {
    path: "/work_pools/:name/due-runs",
    handle: (socket, _request, { name = "" }) => {
      socket.once("message", (data) => watch(watches, socket, name, parseJson(String(data))));
    },
  };
}

function watch(watches: DueRunWatches, socket: WebSocket, poolName: string, request: unknown): void {
  if (!isRequest(request)) {
    socket.close(PROTOCOL_ERROR, 'The first message must be of type "watch".');
    return;
  }
  const { work_queue_names: queueNames = [], prefetch_seconds = 0 } = request;
  const send = (message: DueRunsMessage) => socket.send(JSON.stringify(message));
  send({ type: "watching" });
  const prefetchSeconds = Math.min(Math.max(0, prefetch_seconds), LONGEST_PREFETCH_SECONDS);
  const leave = watches.join(
    { poolName, queueNames, prefetchSeconds },
    {
      onDue: (count) => send({ type: "due", count }),
      onGone: () => socket.close(POLICY_VIOLATION, "There is no such work pool."),
    },
  );
  socket.once("close", leave);
}

function isRequest(value: unknown): value is DueRunsRequest {
  const { type, work_queue_names, prefetch_seconds } = (value ?? {}) as Partial<Record<string, unknown>>;
  const areNames =
    work_queue_names === undefined ||
    (Array.isArray(work_queue_names) && work_queue_names.every((name) => typeof name === "string"));
  return type === "watch" && areNames && ["undefined", "number"].includes(typeof prefetch_seconds);
}
