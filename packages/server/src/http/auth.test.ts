import { describe, expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

const basic = (credentials: string) => ({
  authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
});

describe("a server with credentials", () => {
  onEachServer(
    (server) => {
      test("answers who has them", async () => {
        expect((await server.get("/version", basic("admin:pa:ss"))).status).toBe(200);
      });

      test("refuses everybody else in the word that clients look for", async () => {
        const wrong = [{}, basic("admin:pa:sx"), basic("admin"), basic(""), { authorization: "Bearer x" }];
        for (const headers of wrong) {
          const answer = await server.get("/version", headers);
          expect(answer).toMatchObject({ status: 401, body: { exception_message: "Unauthorized" } });
        }
        expect((await server.post("/flows/", { name: "sneaky" })).status).toBe(401);
        expect((await server.post("/flows/count", {}, basic("admin:pa:ss"))).body).toBe(0);
      });

      test("does not tell strangers which paths exist", async () => {
        expect((await server.get("/nowhere")).status).toBe(401);
      });

      test("tells everybody that it lives and is ready", async () => {
        expect((await server.get("/health")).body).toBe(true);
        expect((await server.get("/ready")).status).toBe(200);
      });

      test("lets sockets in that name them in the first message", async () => {
        using socket = await server.connect("/events/in", { token: "admin:pa:ss" });
        await socket.ping();
      });

      test.each([
        ["a wrong token", { type: "auth", token: "admin:wrong" }],
        ["no token", { type: "auth" }],
        ["another message", { type: "filter", filter: {} }],
        ["no JSON", "hello"],
      ])("closes sockets that begin with %s", async (_, message) => {
        using socket = await server.connect("/events/out", { token: false });
        socket.send(message);
        expect((await socket.closed).code).toBe(1008);
        expect(socket.unread).toEqual([]);
      });

      test("refuses sockets without a handshake unless their upgrade has the credentials", async () => {
        await expect(server.connect("/events/in", { protocol: null })).rejects.toThrow("403");
        using socket = await server.connect("/events/in", { protocol: null, headers: basic("admin:pa:ss") });
        await socket.ping();
      });

      test("refuses pages' sockets without credentials, whatever protocol they offer", async () => {
        await expect(server.connect("/ui/stream", { protocol: null })).rejects.toThrow("403");
        await expect(server.connect("/ui/stream", { token: false })).rejects.toThrow("403");
        using socket = await server.connect("/ui/stream", { protocol: null, headers: basic("admin:pa:ss") });
        socket.send({ type: "subscribe", topic: "runs" });
        expect(await socket.next()).toMatchObject({ type: "subscribed" });
      });
    },
    { serverApiAuthString: "admin:pa:ss" },
    ["sqlite"],
  );
});

describe("a server without credentials", () => {
  onEachServer(
    (server) => {
      test("ignores those it is sent", async () => {
        expect((await server.get("/version", basic("any:one"))).status).toBe(200);
        using socket = await server.connect("/events/in", { token: "any:one" });
        await socket.ping();
      });

      test("still wants the handshake of sockets that offer it", async () => {
        using socket = await server.connect("/events/in", { token: false });
        socket.send({ type: "event" });
        expect((await socket.closed).code).toBe(1008);
      });

      test("selects the subprotocol that clients offer, and takes sockets that offer none", async () => {
        using offered = await server.connect("/events/out");
        expect(offered.raw.protocol).toBe("prefect");
        using plain = await server.connect("/events/in", { protocol: null });
        await plain.ping();
      });

      test("answers pings of a socket that has not said who it is", async () => {
        using socket = await server.connect("/events/in", { token: false });
        await socket.ping();
      });

      test("has no sockets elsewhere", async () => {
        await expect(server.connect("/nowhere")).rejects.toThrow("404");
        await expect(server.connect("/flows")).rejects.toThrow("404");
      });
    },
    {},
    ["sqlite"],
  );
});
