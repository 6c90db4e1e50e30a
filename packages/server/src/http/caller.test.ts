import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer(
  (server) => {
    const statusFor = async (version: string, path = "/hello") =>
      (await server.get(path, { "x-prefect-api-version": version })).status;

    test("a client need not name a version", async () => {
      expect((await server.get("/hello")).status).toBe(200);
    });

    test("a version that is not three numbers is refused", async () => {
      for (const version of ["0.8", "a.b.c", "0.8.4.1", "0.8.x"]) expect(await statusFor(version)).toBe(400);
      const answer = await server.get("/hello", { "x-prefect-api-version": "newest" });
      expect(answer.body.detail).toContain('"newest"');
    });

    test("a version older than the oldest spoken is refused, a newer one is not", async () => {
      expect(await statusFor("0.7.9")).toBe(400);
      expect(await statusFor("0.8.0")).toBe(200);
      expect(await statusFor("0.8.4")).toBe(200);
      expect(await statusFor("1.0.0")).toBe(200);
    });

    test("health and the wire's version are told to every version", async () => {
      expect(await statusFor("0.1.0", "/health")).toBe(200);
      expect(await statusFor("0.1.0", "/version")).toBe(200);
      expect(await statusFor("0.1.0", "/admin/version")).toBe(400);
    });
  },
  {},
  ["sqlite"],
);
