import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { onEachServer, startTestServer } from "../../test/start-test-server.ts";

const faultsOf = (answer: { body: { exception_detail: { type: string; loc: unknown[] }[] } }) =>
  answer.body.exception_detail.map(({ type, loc }) => [type, ...loc]);

onEachServer((server) => {
  describe("paths", () => {
    test("are served with and without a slash at their end", async () => {
      const flow = await server.post("/flows", { name: "slashes" });
      expect(flow.status).toBe(201);
      expect((await server.post("/flows/", { name: "slashes" })).status).toBe(200);
      expect((await server.get(`/flows/${flow.body.id}/`)).body).toEqual(flow.body);
      expect((await server.post("/events/", [])).status).toBe(204);
    });

    test("that nothing is served at are 404", async () => {
      const answer = await server.get("/nowhere");
      expect(answer).toMatchObject({ status: 404, body: { detail: "Not Found" } });
    });

    test("with a segment that is no UUID where an id belongs are 404, not 422", async () => {
      for (const path of ["/flow_runs/abc", "/task_runs/1", "/flow_runs/abc/graph-v2"]) {
        expect(await server.get(path)).toMatchObject({ status: 404, body: { detail: "Not Found" } });
      }
    });

    test("with a method they do not have are 405", async () => {
      for (const [method, path] of [
        ["PUT", `/flow_runs/${randomUUID()}`],
        ["GET", "/flow_runs/filter"],
        ["DELETE", "/flows/"],
        ["POST", "/health"],
      ] as const) {
        const answer = await server.call(method, path);
        expect(answer, path).toMatchObject({ status: 405, body: { detail: "Method Not Allowed" } });
      }
    });

    test("take ids in capitals for the same ids", async () => {
      const { body: flow } = await server.post("/flows/", { name: "capitals" });
      expect((await server.get(`/flows/${flow.id.toUpperCase()}`)).body).toEqual(flow);
    });
  });

  describe("a body", () => {
    test("that may be left out may also be empty or null", async () => {
      for (const body of [undefined, "", "null", "{}"]) {
        const headers = body === undefined ? undefined : { "content-type": "application/json" };
        const answer = await server.post("/flow_runs/count", body, headers);
        expect(answer, String(body)).toMatchObject({ status: 200, body: 0 });
      }
    });

    test("that an endpoint needs is missed at its root", async () => {
      for (const body of [undefined, "null"]) {
        const answer = await server.post("/flows/", body, body ? { "content-type": "application/json" } : {});
        expect(answer.status).toBe(422);
        expect(answer.body.exception_message).toBe("Invalid request received.");
        expect(answer.body.exception_detail).toHaveLength(1);
        expect(answer.body.exception_detail[0].loc).toEqual(["body"]);
      }
    });

    test("without a content type is read as JSON", async () => {
      const bytes = new TextEncoder().encode('{"name":"untyped"}');
      const answer = await fetch(`${server.apiUrl}/flows/`, { method: "POST", body: bytes });
      expect(answer.status).toBe(201);
    });

    test("of another content type than JSON is refused", async () => {
      const form = { "content-type": "application/x-www-form-urlencoded" };
      for (const path of ["/flows/", "/flow_runs/filter"]) {
        const answer = await server.post(path, '{"name":"form"}', form);
        expect(answer.status, path).toBe(422);
        expect(faultsOf(answer)).toEqual([["model_attributes_type", "body"]]);
      }
    });

    test("of a JSON dialect is JSON", async () => {
      const headers = { "content-type": "application/vnd.api+json; charset=utf-8" };
      expect((await server.post("/flows/", '{"name":"dialect"}', headers)).status).toBe(201);
    });

    test("that is not JSON is told where it begins", async () => {
      const answer = await server.post("/flows/", '{"name":', { "content-type": "application/json" });
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({
        exception_detail: [{ type: "json_invalid", loc: ["body"], input: '{"name":' }],
        request_body: '{"name":',
      });
    });

    test("of the wrong kind is refused", async () => {
      for (const path of ["/flows/", "/flow_runs/filter"]) {
        expect((await server.post(path, [1])).status, path).toBe(422);
        expect((await server.post(path, "3", { "content-type": "application/json" })).status).toBe(422);
      }
    });
  });

  describe("null", () => {
    test("for an optional argument means that its default applies", async () => {
      await server.post("/flows/", { name: "nulls" });
      const nulls = { limit: null, offset: null, sort: null, flows: null, flow_runs: null, task_runs: null };
      const all = { ...nulls, deployments: null, work_pools: null, work_pool_queues: null };
      for (const path of ["/flows/filter", "/flow_runs/filter"]) {
        expect((await server.post(path, all)).status, path).toBe(200);
      }
      expect((await server.post("/task_runs/filter", nulls)).status).toBe(200);
      expect((await server.post("/logs/filter", { logs: null, ...nulls })).status).toBe(200);
      expect((await server.post("/flows/paginate", { ...nulls, page: null })).status).toBe(200);
    });

    test("for a required argument is a fault", async () => {
      const answer = await server.post(`/flow_runs/${randomUUID()}/set_state`, { state: null });
      expect(answer.status).toBe(422);
    });
  });

  describe("unknown keys", () => {
    test("beside the arguments of a call are ignored", async () => {
      const answer = await server.post("/flow_runs/filter", { block_schema_type: null, whatever: 1 });
      expect(answer.status).toBe(200);
    });

    test("inside filters, creations and updates are faults", async () => {
      const nested = await server.post("/flow_runs/filter", { flow_runs: { state: { kind: { any_: [] } } } });
      expect(faultsOf(nested)).toEqual([["extra_forbidden", "body", "flow_runs", "state", "kind"]]);
      const created = await server.post("/flows/", { name: "extra", color: "red" });
      expect(faultsOf(created)).toEqual([["extra_forbidden", "body", "color"]]);
      expect(created.body.request_body).toEqual({ name: "extra", color: "red" });
      expect((await server.post("/flows/filter", { flows: { name: { any_: ["extra"] } } })).body).toEqual([]);
    });
  });

  test("every fault of a request is told, with its place and its value", async () => {
    const answer = await server.post("/flow_runs/filter", {
      offset: -1,
      sort: "SIDEWAYS",
      limit: "many",
      flow_runs: { nope: 1, id: { any_: ["x", randomUUID(), 7] }, state: { type: { any_: ["RAN"] } } },
    });
    expect(answer.status).toBe(422);
    expect(faultsOf(answer).sort()).toEqual(
      [
        ["greater_than_equal", "body", "offset"],
        ["enum", "body", "sort"],
        ["int_parsing", "body", "limit"],
        ["extra_forbidden", "body", "flow_runs", "nope"],
        ["uuid_parsing", "body", "flow_runs", "id", "any_", 0],
        ["string_type", "body", "flow_runs", "id", "any_", 2],
        ["enum", "body", "flow_runs", "state", "type", "any_", 0],
      ].sort(),
    );
    const offset = answer.body.exception_detail.find(({ loc }: { loc: string[] }) => loc.at(-1) === "offset");
    expect(offset).toEqual({
      type: "greater_than_equal",
      loc: ["body", "offset"],
      msg: expect.any(String),
      input: -1,
    });
  });

  test("a faulty body is shown as it was sent, without what the server fills in", async () => {
    const answer = await server.post(`/flow_runs/${randomUUID()}/set_state`, { state: { type: "RAN" } });
    expect(answer.body.request_body).toEqual({ state: { type: "RAN" } });
  });

  test("a fault in a query is told as one", async () => {
    expect(faultsOf(await server.get("/flow_run_states/"))).toEqual([["missing", "query", "flow_run_id"]]);
    expect(faultsOf(await server.get("/flow_run_states/?flow_run_id=x"))).toEqual([
      ["uuid_parsing", "query", "flow_run_id"],
    ]);
  });

  test("one bad entry of a batch keeps all of it out", async () => {
    const line = { name: "half", level: 20, message: "m", timestamp: "2026-01-01T00:00:00Z" };
    const answer = await server.post("/logs/", [line, { ...line, level: "loud" }]);
    expect(faultsOf(answer)).toEqual([["int_parsing", "body", 1, "level"]]);
    expect((await server.post("/logs/filter", {})).body).toEqual([]);
  });

  test("whoever watches the server may ask for the head of its health alone", async () => {
    for (const path of ["/health", "/ready"])
      expect((await fetch(server.apiUrl + path, { method: "HEAD" })).status, path).toBe(200);
  });

  test("pages of other sites may call the API", async () => {
    const answer = await server.get("/health", { origin: "https://elsewhere.example" });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const preflight = await server.call("OPTIONS", "/flows/", undefined, {
      origin: "https://elsewhere.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type,x-prefect-api-version",
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("x-prefect-api-version");
  });

  test("pages of other origins than those that are listed are not allowed to read what they call", async () => {
    const own = "https://own.example";
    await using narrow = await startTestServer(server.dialect, { serverCorsAllowedOrigins: [own] });
    const asked = { "access-control-request-method": "POST" };
    for (const [origin, allowed] of [
      [own, own],
      ["https://other.example", null],
    ] as const) {
      const answers = [
        await narrow.get("/health", { origin }),
        await narrow.get("/nowhere", { origin }),
        await narrow.call("OPTIONS", "/flows/", undefined, { origin, ...asked }),
      ];
      for (const { headers } of answers) {
        expect(headers.get("access-control-allow-origin")).toBe(allowed);
        expect(headers.get("vary")).toMatch(/^Origin\b/);
      }
    }
    expect((await narrow.call("OPTIONS", "/flows/")).status).toBe(400);
  });

  test("large answers are compressed for clients that accept it", async () => {
    const lines = Array.from({ length: 100 }, (_, i) => ({
      name: "zip",
      level: 20,
      message: `line ${i} `.repeat(20),
      timestamp: "2026-01-01T00:00:00Z",
    }));
    await server.post("/logs/", lines);
    const answer = await server.post("/logs/filter", {}, { "accept-encoding": "gzip" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("vary")).toContain("accept-encoding");
    expect(answer.body).toHaveLength(100);
    const better = await server.post("/logs/filter", {}, { "accept-encoding": "gzip;q=0.5, br" });
    expect(better.headers.get("content-encoding")).toBe("br");
    expect(better.body).toEqual(answer.body);
    const plain = await server.post("/logs/filter", {}, { "accept-encoding": "identity" });
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(plain.body).toEqual(answer.body);
  });
});

describe("a server that accepts 2,000 bytes", () => {
  onEachServer(
    (server) => {
      test("answers a larger body with 413 and stores nothing of it", async () => {
        const answer = await server.post("/flows/", { name: "x".repeat(3000) });
        expect(answer.status).toBe(413);
        expect(answer.body.detail).toEqual(expect.any(String));
        expect((await server.post("/flows/count", {})).body).toBe(0);
      });
    },
    { serverMaxBodySize: 2000 },
    ["sqlite"],
  );
});
