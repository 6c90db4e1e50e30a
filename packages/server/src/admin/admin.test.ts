import { describe, expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

const FOREVER = 10 * 365 * 24 * 60 * 60;

onEachServer((server) => {
  test("health is true and readiness includes the database", async () => {
    expect(await server.get("/health")).toMatchObject({ status: 200, body: true });
    expect(await server.get("/ready")).toMatchObject({ status: 200, body: { message: "OK" } });
  });

  test("the versions are those that clients check", async () => {
    expect(await server.get("/version")).toMatchObject({ status: 200, body: "0.8.4" });
    expect(await server.get("/admin/version")).toMatchObject({ status: 200, body: "3.9.1" });
    expect((await server.get("/hello")).body).toEqual(expect.any(String));
  });

  test("no block stores results until one is chosen", async () => {
    expect(await server.get("/admin/storage")).toMatchObject({
      status: 200,
      body: { default_result_storage_block_id: null },
    });
  });

  test("a server that asks for no tokens says so in the words that clients know", async () => {
    const answer = await server.get("/csrf-token?client=me");
    expect(answer).toMatchObject({ status: 422, body: { detail: "CSRF protection is disabled." } });
  });
});

describe("a server with secrets", () => {
  onEachServer(
    (server) => {
      test("shows its settings but not them", async () => {
        const answer = await server.get("/admin/settings", {
          authorization: `Basic ${Buffer.from("admin:open-sesame").toString("base64")}`,
        });
        expect(answer.status).toBe(200);
        expect(JSON.stringify(answer.body)).toContain("********");
        expect(JSON.stringify(answer.body)).not.toContain("open-sesame");
      });

      test("says of each setting what it is, what it takes, and that it is not as it comes", async () => {
        const { body } = await server.get("/ui/settings", {
          authorization: `Basic ${Buffer.from("admin:open-sesame").toString("base64")}`,
        });
        expect(JSON.stringify(body)).not.toContain("open-sesame");
        const found = (name: string) => body.settings.find((one: { name: string }) => one.name === name);
        expect(found("REEVE_SERVER_API_AUTH_STRING")).toMatchObject({
          value: "********",
          is_default: false,
          source: "unknown",
          takes: "a secret",
          other_names: ["PREFECT_SERVER_API_AUTH_STRING"],
        });
        expect(found("REEVE_SERVER_API_HOST")).toMatchObject({ value: "127.0.0.1", is_default: true });
        expect(body.versions).toMatchObject({ prefect: "3.9.1", database: "SQLite" });
      });
    },
    { serverApiAuthString: "admin:open-sesame" },
    ["sqlite"],
  );
});

describe("a server that asks for tokens against forgery", () => {
  onEachServer(
    (server) => {
      const tokenFor = async (client: string) =>
        (await server.get(`/csrf-token?client=${client}`)).body.token;
      const withToken = (client: string, token: string) => ({
        "prefect-csrf-client": client,
        "prefect-csrf-token": token,
      });
      const write = (headers: Record<string, string>) => server.post("/flows/", { name: "written" }, headers);

      test("gives each client a token of 64 hexadecimal digits for an hour", async () => {
        const { status, body } = await server.get("/csrf-token?client=one");
        expect(status).toBe(200);
        expect(body).toMatchObject({ client: "one", token: expect.stringMatching(/^[0-9a-f]{64}$/) });
        const seconds = (Date.parse(body.expiration) - Date.parse(body.updated)) / 1000;
        expect(seconds).toBeCloseTo(3600, 0);
        expect(body).toHaveProperty("id");
        expect(body).toHaveProperty("created");
      });

      test("lets a client write with its token", async () => {
        const token = await tokenFor("writer");
        expect((await write(withToken("writer", token))).status).toBe(201);
      });

      test("lets everybody read", async () => {
        expect((await server.get("/version")).status).toBe(200);
      });

      test("refuses to write without a token, without a client, or with another's token", async () => {
        const token = await tokenFor("owner");
        await tokenFor("thief");
        for (const [headers, detail] of [
          [{}, /missing/],
          [{ "prefect-csrf-client": "owner" }, /missing/],
          [{ "prefect-csrf-token": token }, /missing/],
          [withToken("owner", "0".repeat(64)), /Invalid CSRF token/],
          [withToken("thief", token), /Invalid CSRF token/],
          [withToken("nobody", token), /Invalid CSRF token/],
        ] as const) {
          const answer = await server.call(
            "DELETE",
            "/flows/01a20580-bdec-7052-b5b7-5d56cfc62906",
            undefined,
            {
              ...headers,
            },
          );
          expect(answer.status).toBe(403);
          expect(answer.body.detail).toMatch(detail);
        }
      });

      test("takes only a client's newest token", async () => {
        const first = await tokenFor("renewer");
        const second = await tokenFor("renewer");
        expect((await write(withToken("renewer", first))).status).toBe(403);
        expect((await write(withToken("renewer", second))).status).toBe(200);
      });

      test("takes no token that has expired", async () => {
        const token = await tokenFor("late");
        server.passSeconds(FOREVER);
        expect((await write(withToken("late", token))).body.detail).toMatch(/Invalid CSRF token/);
      });
    },
    { serverCsrfProtectionEnabled: true },
  );
});
