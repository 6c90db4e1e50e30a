import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FlowRun } from "@reeve/protocol";
import { afterEach, expect, expectTypeOf, test } from "vitest";
import { createClient } from "./create-client.ts";

type Seen = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };
type Answer = { status?: number; headers?: Record<string, string>; body?: unknown };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

/** A server that gives these answers in turn, the last one for ever, and remembers what it was asked. */
async function answering(...answers: Answer[]) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
    response.end(answer.body === undefined ? "" : JSON.stringify(answer.body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  return { apiUrl, seen };
}

const at0 = { "retry-after": "0" };

test("a call goes to the endpoint's method and path with its parameters filled in", async () => {
  const { apiUrl, seen } = await answering({ body: { id: "1" } });
  const answer = await createClient({ apiUrl }).getFlowByName({ params: { name: "a/b c" } });
  expect(seen[0]).toMatchObject({ method: "GET", url: "/api/flows/name/a%2Fb%20c" });
  expect(answer).toEqual({ id: "1" });
});

test("a query is encoded and a body is sent as JSON", async () => {
  const { apiUrl, seen } = await answering({ body: [] });
  using client = createClient({ apiUrl });
  await client.listFlowRunStates({ query: { flow_run_id: "abc" } });
  await client.listFlowRuns({ body: { limit: 3 } });
  expect(seen[0]!.url).toBe("/api/flow_run_states/?flow_run_id=abc");
  expect(seen[1]!.body).toBe('{"limit":3}');
  expect(seen[1]!.headers["content-type"]).toBe("application/json");
});

test("the status of a success can be learnt", async () => {
  const { apiUrl } = await answering({ status: 201, body: { name: "f" } });
  const { status, answer } = await createClient({ apiUrl }).createFlow.withStatus({ body: { name: "f" } });
  expect(status).toBe(201);
  expect(answer.name).toBe("f");
});

test("an auth string is sent as basic authorization", async () => {
  const { apiUrl, seen } = await answering({ body: true });
  await createClient({ apiUrl, authString: "admin:pass" }).getHealth();
  expect(seen[0]!.headers.authorization).toBe(`Basic ${btoa("admin:pass")}`);
});

test("a busy server is asked again, after the time it names", async () => {
  const { apiUrl, seen } = await answering(
    { status: 503, headers: at0 },
    { status: 429, headers: at0 },
    { body: true },
  );
  await expect(createClient({ apiUrl }).getHealth()).resolves.toBe(true);
  expect(seen).toHaveLength(3);
});

test("a server that stays busy is asked only so often", async () => {
  const { apiUrl, seen } = await answering({
    status: 503,
    headers: at0,
    body: { exception_message: "Service Unavailable" },
  });
  await expect(createClient({ apiUrl, maxRetries: 2 }).getHealth()).rejects.toMatchObject({
    code: "database_busy",
  });
  expect(seen).toHaveLength(3);
});

test("answers during maintenance do not use up the attempts", async () => {
  const maintenance = { status: 503, headers: { ...at0, "prefect-maintenance": "true" } };
  const { apiUrl } = await answering(maintenance, maintenance, maintenance, { body: true });
  await expect(createClient({ apiUrl, maxRetries: 0 }).getHealth()).resolves.toBe(true);
});

test("an unknown id is a not_found error with the server's reason", async () => {
  const { apiUrl } = await answering({ status: 404, body: { detail: "Flow run not found" } });
  await expect(createClient({ apiUrl }).getFlowRun({ params: { id: "x" } })).rejects.toMatchObject({
    code: "not_found",
    message: "GET /flow_runs/:id was answered with 404: Flow run not found",
  });
});

test("an invalid body is an error that names the path of each fault", async () => {
  const exception_detail = [
    { type: "int_parsing", loc: ["body", "limit"], msg: "Input should be a valid integer" },
    { type: "extra_forbidden", loc: ["body", "flows", "x"], msg: "Extra inputs are not permitted" },
  ];
  const { apiUrl } = await answering({
    status: 422,
    body: { exception_message: "Invalid", exception_detail },
  });
  await expect(createClient({ apiUrl }).listFlows()).rejects.toThrow(
    "body.limit: Input should be a valid integer; body.flows.x: Extra inputs are not permitted",
  );
});

test("a server that asks for a token against forgery is given one, and from then on at once", async () => {
  const { apiUrl, seen } = await answering(
    { status: 403, body: { detail: "The header Prefect-Csrf-Token is missing." } },
    { body: { token: "t1" } },
    { status: 201, body: {} },
  );
  using client = createClient({ apiUrl });
  await client.createFlow({ body: { name: "a" } });
  await client.createFlow({ body: { name: "b" } });
  const tokens = seen.map(({ method, headers }) => [method, headers["prefect-csrf-token"]]);
  expect(tokens).toEqual([
    ["POST", undefined],
    ["GET", undefined],
    ["POST", "t1"],
    ["POST", "t1"],
  ]);
});

test("taken slots are an error that says when to come back", async () => {
  const { apiUrl } = await answering({
    status: 423,
    headers: { "retry-after": "2.5" },
    body: { detail: "Locked" },
  });
  await expect(
    createClient({ apiUrl }).takeSlotsWithLease({ body: { slots: 1, names: ["tag:a"] } }),
  ).rejects.toMatchObject({ code: "slots_taken", details: { retryAfter: 2.5 } });
});

test("an address where nothing answers is said so in one sentence", async () => {
  const client = createClient({ apiUrl: "http://127.0.0.1:9/api", maxRetries: 0 });
  await expect(client.getHealth()).rejects.toMatchObject({
    code: "unreachable",
    message: "No server answers at http://127.0.0.1:9/api (ECONNREFUSED).",
  });
});

test("a call ends when its signal is aborted", async () => {
  const { apiUrl } = await answering({ status: 503, headers: { "retry-after": "60" } });
  const signal = AbortSignal.timeout(20);
  await expect(createClient({ apiUrl }).getHealth({}, { signal })).rejects.toThrow();
});

test("an API URL that is none is refused with an example", () => {
  expect(() => createClient({ apiUrl: "localhost" })).toThrow("http://127.0.0.1:4200/api");
});

test("inputs and answers have the types of the protocol", () => {
  const client = createClient({ apiUrl: "http://localhost/api" });
  expectTypeOf(client.getFlowRun).returns.resolves.toEqualTypeOf<FlowRun>();
  expectTypeOf(client.getFlowRun).parameter(0).toEqualTypeOf<{ params: { id: string } }>();
  // @ts-expect-error an id is needed
  () => client.getFlowRun();
  // @ts-expect-error a limit is a number
  () => client.listFlowRuns({ body: { limit: "3" } });
});

test("statuses that are named are tried again, too", async () => {
  const { apiUrl, seen } = await answering({ status: 500, headers: at0 }, { body: true });
  using client = createClient({ apiUrl, retriedStatuses: [500] });
  expect(await client.getHealth()).toBe(true);
  expect(seen).toHaveLength(2);
});

test("a client that is to give no tokens against forgery takes a refusal for an answer", async () => {
  const { apiUrl, seen } = await answering({
    status: 403,
    body: { detail: "Invalid CSRF token or client." },
  });
  using client = createClient({ apiUrl, usesCsrfTokens: false });
  await expect(client.createFlow({ body: { name: "f" } })).rejects.toThrow(/CSRF/);
  expect(seen).toHaveLength(1);
});
