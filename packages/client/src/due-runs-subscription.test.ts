import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { DueRunsSubscription } from "./due-runs-subscription.ts";

test("a subscription watches a pool's queues, hears of due runs, and watches again when it was cut off", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const watching: WebSocket[] = [];
  const requests: unknown[] = [];
  server.on("connection", (socket, { url }) => {
    socket.once("message", () => {
      socket.once("message", (data) => {
        requests.push([url, JSON.parse(String(data))]);
        watching.push(socket);
        socket.send(JSON.stringify({ type: "watching" }));
      });
      socket.send(JSON.stringify({ type: "auth_success" }));
    });
  });
  const counts: number[] = [];
  using subscription = new DueRunsSubscription({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    workPoolName: "my pool",
    workQueueNames: ["q"],
    prefetchSeconds: 10,
    onDue: (count) => counts.push(count),
  });
  await expect.poll(() => watching).toHaveLength(1);
  watching[0]!.send(JSON.stringify({ type: "due", count: 2 }));
  await expect.poll(() => counts).toEqual([2]);
  watching[0]!.terminate();
  await expect.poll(() => watching).toHaveLength(2);
  watching[1]!.send(JSON.stringify({ type: "due", count: 3 }));
  await expect.poll(() => counts).toEqual([2, 3]);
  expect(subscription.connected).toBe(true);
  const request = { type: "watch", work_queue_names: ["q"], prefetch_seconds: 10 };
  expect(requests).toEqual(Array(2).fill(["/api/work_pools/my%20pool/due-runs", request]));
  for (const socket of server.clients) socket.terminate();
  server.close();
});
