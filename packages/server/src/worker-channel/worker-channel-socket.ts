import {
  CHANNEL_CLOSE_CODES,
  type ChannelCloseReason,
  newId,
  type ServerFrame,
  WORKER_FRAMES,
  type WorkerFrame,
} from "@reeve/protocol";
import type { WebSocket } from "ws";
import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import type { EventFeed } from "../events/event-feed.ts";
import { parseJson, type SocketRoute } from "../http/sockets.ts";
import { checkPart } from "../http/validation.ts";
import { WorkerChannel } from "./worker-channel.ts";

/** `/work_pools/<name>/workers/connect`: heartbeats, changes of the pool and clean-ups; see `WORKER_FRAMES`. */
export const workerChannelSocket = (
  context: Context,
  feed: EventFeed,
  commits: CommitSignal,
): SocketRoute => ({
  path: "/work_pools/:name/workers/connect",
  needsHandshake: true,
  refusal: "authentication_failed",
  handle: (socket, _request, { name: poolName = "" }) => {
    const send = (frame: ServerFrame) => {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(JSON.stringify({ ...frame, id: newId(), sent_at: context.now() }));
    };
    const close = (reason: ChannelCloseReason) => socket.close(CHANNEL_CLOSE_CODES[reason], reason);
    const channel = new WorkerChannel({ context, feed, commits, poolName, send, close });
    socket.once("close", () => channel[Symbol.dispose]());
    readFrames(socket, channel, () => close("protocol_error"));
  },
});

function readFrames(socket: WebSocket, channel: WorkerChannel, onNonsense: () => void): void {
  let reading: Promise<void> = Promise.resolve();
  socket.on("message", (data) => {
    const frame = toFrame(parseJson(String(data)));
    reading = reading.then(() => {
      // Nothing that came behind a fault is read any more.
      if (socket.readyState !== socket.OPEN) return;
      return frame ? channel.receive(frame) : onNonsense();
    });
  });
}

/** The frame that a worker sent; undefined when it is none. */
function toFrame(value: unknown): WorkerFrame | undefined {
  const type = String((value as { type?: unknown } | null | undefined)?.type);
  if (!Object.hasOwn(WORKER_FRAMES, type)) return undefined;
  const { faults } = checkPart("body", WORKER_FRAMES[type as keyof typeof WORKER_FRAMES], value);
  return faults.length === 0 ? (value as WorkerFrame) : undefined;
}
