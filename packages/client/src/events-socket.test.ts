import type { AddressInfo } from "node:net";
import type { Event } from "@reeve/protocol";
import { afterEach, expect, test, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { EventsSocket } from "./events-socket.ts";

type Receiver = {
  apiUrl: string;
  port: number;
  names: string[];
  connections: WebSocket[];
  stop(): Promise<void>;
};

const receivers: Receiver[] = [];
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.stop();
});

/** A server that takes events; `acknowledge: false` reads them but never answers a ping. */
async function receiving({
  port = 0,
  acknowledge = true,
  token = null as string | null,
} = {}): Promise<Receiver> {
  const server = new WebSocketServer({ port, host: "127.0.0.1", autoPong: acknowledge });
  await new Promise((resolve) => server.once("listening", resolve));
  const names: string[] = [];
  const connections: WebSocket[] = [];
  server.on("connection", (socket) => {
    connections.push(socket);
    socket.once("message", (data) => {
      if (JSON.parse(String(data)).token !== token) return socket.close(1008, "wrong token");
      socket.on("message", (frame) => names.push(JSON.parse(String(frame)).event));
      socket.send(JSON.stringify({ type: "auth_success" }));
    });
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of connections) socket.terminate();
      server.close(() => resolve());
    });
  const used = (server.address() as AddressInfo).port;
  const receiver = { apiUrl: `http://127.0.0.1:${used}/api`, port: used, names, connections, stop };
  receivers.push(receiver);
  return receiver;
}

let ids = 0;
const event = (name: string): Event => ({
  id: `00000000-0000-7000-8000-${String(ids++).padStart(12, "0")}`,
  occurred: "2026-01-01T00:00:00.000000Z",
  event: name,
  resource: { "prefect.resource.id": "x" },
});
const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `e${from + i}`);

test("events arrive in their order, and flush waits until the server has them", async () => {
  const { apiUrl, names } = await receiving();
  const socket = new EventsSocket({ apiUrl });
  const expected = numbered(0, 1234);
  for (const name of expected) socket.emit(event(name));
  await expect(socket.flush(5000)).resolves.toBe(true);
  expect(names).toEqual(expected);
  await socket.close();
});

test("one connection carries everything, with the token as its first message", async () => {
  const { apiUrl, names, connections } = await receiving({ token: "admin:pass" });
  const socket = new EventsSocket({ apiUrl, authString: "admin:pass" });
  for (const name of ["a", "b"]) {
    socket.emit(event(name));
    await socket.flush(5000);
  }
  expect(names).toEqual(["a", "b"]);
  expect(connections).toHaveLength(1);
  await socket.close();
});

test("what a server that died had not acknowledged is sent to the one that takes its place", async () => {
  const first = await receiving({ acknowledge: false });
  const socket = new EventsSocket({ apiUrl: first.apiUrl });
  for (const name of numbered(0, 10)) socket.emit(event(name));
  await expect.poll(() => first.names).toHaveLength(10);
  await first.stop();
  for (const name of numbered(10, 12)) socket.emit(event(name));
  const second = await receiving({ port: first.port });
  await expect(socket.flush(10_000)).resolves.toBe(true);
  expect(second.names).toEqual(numbered(0, 12));
  await socket.close();
});

test("what was acknowledged is not sent again", async () => {
  const { apiUrl, names, connections } = await receiving();
  const socket = new EventsSocket({ apiUrl });
  socket.emit(event("a"));
  await socket.flush(5000);
  connections[0]!.terminate();
  socket.emit(event("b"));
  await expect(socket.flush(5000)).resolves.toBe(true);
  expect(names).toEqual(["a", "b"]);
  await socket.close();
});

test("closing warns of what the server did not take in time", async () => {
  const { apiUrl } = await receiving({ acknowledge: false });
  const onWarning = vi.fn();
  const socket = new EventsSocket({ apiUrl, onWarning });
  socket.emit(event("a"));
  await socket.close(50);
  expect(onWarning).toHaveBeenCalledOnce();
  expect(onWarning.mock.calls[0]![0]).toContain(`1 events were not delivered to ${apiUrl}`);
});

test("a refused token ends the attempts", async () => {
  const { apiUrl, connections } = await receiving({ token: "admin:pass" });
  const onWarning = vi.fn();
  const socket = new EventsSocket({ apiUrl, authString: "wrong", onWarning });
  socket.emit(event("a"));
  await socket.close(5000);
  expect(onWarning.mock.calls[0]![0]).toContain("wrong token");
  expect(connections).toHaveLength(1);
});
