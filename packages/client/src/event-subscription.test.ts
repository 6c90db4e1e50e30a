import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { EventSubscription } from "./event-subscription.ts";

test("a subscription hears each event once, also those that occurred while its connection was lost", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const subscribed: WebSocket[] = [];
  const since: string[] = [];
  server.on("connection", (socket) => {
    socket.once("message", () => {
      socket.once("message", (data) => {
        expect(JSON.parse(String(data))).toMatchObject({
          type: "filter",
          filter: { event: { name: ["x"] } },
        });
        since.push(JSON.parse(String(data)).filter.occurred.since);
        subscribed.push(socket);
      });
      socket.send(JSON.stringify({ type: "auth_success" }));
    });
  });
  const heard: string[] = [];
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  using subscription = new EventSubscription({
    apiUrl,
    filter: { event: { name: ["x"] } },
    onEvent: (event) => heard.push(event.id),
  });
  await expect.poll(() => subscribed).toHaveLength(1);
  const occurred = new Date(Date.now() + 60_000).toISOString();
  subscribed[0]!.send(JSON.stringify({ type: "event", event: { id: "1", occurred } }));
  await expect.poll(() => heard).toEqual(["1"]);
  subscribed[0]!.terminate();
  await expect.poll(() => subscribed).toHaveLength(2);
  expect(Date.parse(since[1]!)).toBe(Date.parse(occurred) - 5_000);
  for (const id of ["1", "2"]) {
    subscribed[1]!.send(JSON.stringify({ type: "event", event: { id, occurred } }));
  }
  await expect.poll(() => heard).toEqual(["1", "2"]);
  expect(subscription.connected).toBe(true);
  for (const socket of server.clients) socket.terminate();
  server.close();
});
