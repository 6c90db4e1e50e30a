import { LogFilter, type Log as LogLine } from "@reeve/protocol";
import type { WebSocket } from "ws";
import type { Context } from "../context.ts";
import { closeReason, parseJson, type SocketRoute } from "../http/sockets.ts";
import { checkPart } from "../http/validation.ts";
import type { LogFeed } from "./log-feed.ts";
import { matchesLog } from "./match-log.ts";

const PROTOCOL_ERROR = 1002;
const INTERNAL_ERROR = 1011;
const TRY_AGAIN_LATER = 1013;
// A client that lags further behind has to come back, rather than miss lines without being told.
const MOST_BUFFERED_BYTES = 8 << 20;

/** `/logs/out`: each log line that passes a filter, once it is stored; what was stored before is read by REST. */
export function logsOutSocket(context: Context, feed: LogFeed): SocketRoute {
  const { serverLogsStreamOutEnabled, serverLogsStreamPublishingEnabled } = context.settings;
  const isSilent = !serverLogsStreamOutEnabled || !serverLogsStreamPublishingEnabled;
  return {
    path: "/logs/out",
    handle: (socket) =>
      socket.once("message", (data) => {
        const filter = readFilter(socket, parseJson(String(data)));
        if (!filter || isSilent) return;
        subscribe(feed, socket, filter).catch((error) => {
          context.log.error("A log feed broke off", { error: String(error) });
          socket.close(INTERNAL_ERROR, "The feed broke off; connect again.");
        });
      }),
  };
}

function readFilter(socket: WebSocket, message: unknown): LogFilter | undefined {
  const { type, filter } = (message ?? {}) as Record<string, unknown>;
  if (type !== "filter") {
    socket.close(PROTOCOL_ERROR, 'The first message must be of type "filter".');
    return undefined;
  }
  const { value, faults } = checkPart("body", LogFilter, filter ?? {});
  const [fault] = faults;
  if (!fault) return value as LogFilter;
  socket.close(PROTOCOL_ERROR, closeReason(`filter.${fault.loc.slice(1).join(".")}: ${fault.msg}`));
  return undefined;
}

async function subscribe(feed: LogFeed, socket: WebSocket, filter: LogFilter): Promise<void> {
  const leave = await feed.join((lines) => send(socket, filter, lines));
  socket.once("close", leave);
  if (socket.readyState !== socket.OPEN) leave();
}

function send(socket: WebSocket, filter: LogFilter, lines: readonly LogLine[]): void {
  for (const log of lines) {
    if (socket.readyState !== socket.OPEN) return;
    if (matchesLog(filter, log)) socket.send(JSON.stringify({ type: "log", log }));
  }
  if (socket.bufferedAmount > MOST_BUFFERED_BYTES) {
    socket.close(TRY_AGAIN_LATER, "Too many lines wait to be read; connect again.");
  }
}
