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

      describe("and a browser that has logged in", () => {
        const logIn = async (headers: Record<string, string> = {}) => {
          const answer = await server.post("/ui/login", { secret: "admin:pa:ss" }, headers);
          expect(answer.status).toBe(204);
          return answer.headers.get("set-cookie") ?? "";
        };
        const pairOf = (cookie: string) => cookie.split(";")[0] ?? "";

        test("gives a cookie that scripts cannot read, for the secret alone", async () => {
          expect(await logIn()).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
          expect(await logIn({ origin: "https://reeve.example" })).toMatch(/; Secure$/);
          for (const secret of ["admin:wrong", ""]) {
            const answer = await server.post("/ui/login", { secret });
            expect(answer.status).toBe(401);
            expect(answer.headers.get("set-cookie")).toBeNull();
          }
        });

        test("lets its calls and sockets in, and nobody whose cookie was altered or is too old", async () => {
          const cookie = pairOf(await logIn());
          expect((await server.get("/version", { cookie: `other=1; ${cookie}` })).status).toBe(200);
          using socket = await server.connect("/ui/stream", { protocol: null, headers: { cookie } });
          await socket.ping();
          const [name] = cookie.split("=");
          for (const altered of [cookie.replace("20", "21"), `${cookie}x`, `${name}=`, `${name}=/`]) {
            expect((await server.get("/version", { cookie: altered })).status, altered).toBe(401);
          }
          server.passSeconds(31 * 24 * 3600);
          expect((await server.get("/version", { cookie })).status).toBe(401);
        });

        test("lets in no page of another port or site that has the browser send the cookie along", async () => {
          const cookie = pairOf(await logIn());
          const { host, origin } = new URL(server.url);
          const status = async (headers: Record<string, string>) =>
            (await server.post("/flows/count", {}, { cookie, ...headers })).status;
          expect(await status({ origin })).toBe(200);
          expect(await status({ "sec-fetch-site": "same-origin", origin: "https://behind.a.proxy" })).toBe(
            200,
          );
          expect(await status({ origin: `http://${host.replace(/:.*/, ":1")}` })).toBe(401);
          expect(await status({ "sec-fetch-site": "same-site", origin })).toBe(401);
          const headers = { cookie, origin: "http://elsewhere.example" };
          await expect(server.connect("/ui/stream", { protocol: null, headers })).rejects.toThrow("403");
        });

        test("takes the cookie back when it logs out", async () => {
          const name = pairOf(await logIn()).split("=")[0];
          const answer = await server.post("/ui/logout");
          expect(answer.headers.get("set-cookie")).toContain(`${name}=; Path=/; Max-Age=0;`);
        });
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
