import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

/** The first line of the answer to an upgrade of a request target, sent as it is. */
async function upgrade(url: string, target: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(
    `GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  const [data] = await once(socket, "data");
  socket.destroy();
  return String(data).split("\r\n", 1)[0]!;
}

onEachServer((server) => {
  test.each(["//", "//?", "http://[", "/api/%E0%A4%A/x", "/api/work_pools/%/due-runs", "*"])(
    "an upgrade of %s finds nothing, and the server goes on",
    async (target) => {
      expect(await upgrade(server.url, target)).toMatch(/^HTTP\/1\.1 40[04] /);
      expect((await server.get("/health")).status).toBe(200);
    },
  );
});
