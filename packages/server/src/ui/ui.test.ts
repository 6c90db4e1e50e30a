import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "@reeve/settings";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mountUi } from "./routes.ts";

let folder: string;
const apps: FastifyInstance[] = [];

async function serve(
  from: string,
  env: Record<string, string> = {},
  cursor?: () => Promise<string>,
): Promise<FastifyInstance> {
  const app = fastify({ exposeHeadRoutes: false });
  apps.push(app);
  app.get("/api/health", () => true);
  await mountUi(app, readSettings({ env }), { folder: from, cursor });
  return app;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "reeve-ui-"));
  await mkdir(join(folder, "assets"));
  const head = '<head><base href="/" /><title>Reeve</title></head>';
  await writeFile(join(folder, "index.html"), head);
  await writeFile(join(folder, "favicon.svg"), "<svg/>");
  await writeFile(join(folder, "assets", "app-1a2b.js"), "export {}");
});

afterAll(async () => {
  for (const app of apps) await app.close();
  await rm(folder, { recursive: true, force: true });
});

describe("a built UI", () => {
  test.each(["/", "/runs", "/runs/flow-run/01a20580-bdec-7052-b5b7-5d56cfc62906?tab=logs", "/a/b.c/d"])(
    "answers its page at %s",
    async (url) => {
      const answer = await (await serve(folder)).inject(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["content-type"]).toContain("text/html");
      expect(answer.body).toContain("<title>Reeve</title>");
      expect(answer.headers["cache-control"]).toBe("no-cache");
      expect(answer.headers["content-security-policy"]).toContain("default-src 'self'");
    },
  );

  test.each(["/", "/runs"])("answers the head of its page at %s", async (url) => {
    const answer = await (await serve(folder)).inject({ method: "HEAD", url });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toContain("text/html");
  });

  test("has its files kept for ever when their names hold a hash", async () => {
    const app = await serve(folder);
    const script = await app.inject("/assets/app-1a2b.js");
    expect(script.statusCode).toBe(200);
    expect(script.headers["content-type"]).toContain("javascript");
    expect(script.headers["cache-control"]).toContain("immutable");
    expect((await app.inject("/favicon.svg")).headers["content-type"]).toContain("svg");
  });

  test("does not answer its page for a file that is gone, for the API, or to a write", async () => {
    const app = await serve(folder);
    for (const [method, url] of [
      ["GET", "/assets/app-0000.js"],
      ["GET", "/api/nowhere"],
      ["POST", "/runs"],
    ] as const) {
      const answer = await app.inject({ method, url });
      expect(answer.statusCode, url).toBe(404);
      expect(answer.json()).toEqual({ detail: "Not Found" });
    }
    expect((await app.inject("/api/health")).body).toBe("true");
  });

  test("gives nothing from outside its folder", async () => {
    const app = await serve(folder);
    for (const url of ["/../package.json", "/assets/..%2f..%2fetc/passwd", "/%2e%2e/package.json"]) {
      expect((await app.inject(url)).body).not.toMatch(/workspaces|root:/);
    }
  });
});

test("a UI that is not built says how to build it", async () => {
  const answer = await (await serve(join(folder, "assets"))).inject("/");
  expect(answer.statusCode).toBe(404);
  expect(answer.body).toContain("npm run build");
});

describe("the page", () => {
  const pageOf = async (env: Record<string, string>, url: string) => (await serve(folder, env)).inject(url);

  test("tells its scripts where it and the API are", async () => {
    const { body } = await pageOf({}, "/");
    expect(body).toContain('<base href="/" />');
    expect(body).toContain('<meta name="reeve-api" content="/api" />');
  });

  test("says whether one has to log in", async () => {
    expect((await pageOf({}, "/")).body).not.toContain("reeve-login");
    const { body } = await pageOf({ REEVE_SERVER_API_AUTH_STRING: "admin:pass" }, "/");
    expect(body).toContain('<meta name="reeve-login" content="secret" />');
    expect(body).not.toContain("pass");
  });

  test("holds the place from which on changes are new to it, unless nobody knows it", async () => {
    const known = await serve(folder, {}, async () => "0-5.x");
    expect((await known.inject("/")).body).toContain('<meta name="reeve-cursor" content="0-5.x" />');
    const unknown = await serve(folder, {}, () => Promise.reject(new Error("The database is gone.")));
    expect((await unknown.inject("/")).body).not.toContain("reeve-cursor");
  });

  test("may be below a path, and nothing of it outside that", async () => {
    const app = await serve(folder, {
      PREFECT_UI_SERVE_BASE: "/reeve",
      REEVE_SERVER_API_BASE_PATH: "/reeve/api",
    });
    for (const url of ["/reeve", "/reeve/", "/reeve/runs", "/reeve/index.html"]) {
      const { statusCode, body } = await app.inject(url);
      expect(statusCode, url).toBe(200);
      expect(body, url).toContain('<base href="/reeve/" />');
      expect(body, url).toContain('content="/reeve/api"');
    }
    expect((await app.inject("/reeve/favicon.svg")).body).toBe("<svg/>");
    expect((await app.inject("/runs")).statusCode).toBe(404);
    expect((await app.inject("/reeve/api/nowhere")).json()).toEqual({ detail: "Not Found" });
    expect((await app.inject("/")).headers.location).toBe("/reeve/");
  });

  test("may call an API elsewhere, and its policy lets it", async () => {
    const { body, headers } = await pageOf({ REEVE_SERVER_UI_API_URL: "https://api.example/v1/api" }, "/");
    expect(body).toContain('<meta name="reeve-api" content="https://api.example/v1/api" />');
    expect(headers["content-security-policy"]).toContain("connect-src 'self' ws: wss: https://api.example;");
  });

  test("of the Python server finds its settings", async () => {
    const env = { PREFECT_SERVER_API_AUTH_STRING: "admin:pass" };
    const { body } = await (await serve(folder, env)).inject({
      url: "/ui-settings",
      headers: { host: "reeve:4200" },
    });
    expect(JSON.parse(body)).toEqual({
      api_url: "http://reeve:4200/api",
      csrf_enabled: false,
      auth: "BASIC",
      flags: [],
      default_ui: "v2",
      available_uis: ["v2"],
      v1_base_url: null,
      v2_base_url: "/",
    });
  });
});
