import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { createAutomation } from "../automations/create-automation.ts";
import { emitEvent } from "../events/emit-event.ts";
import { Webhook } from "./webhook-block.ts";

let server: TestServer;
let url: string;
const calls: { method: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
const receiver = createServer(async (request, response) => {
  calls.push({ method: request.method, headers: request.headers, body: await text(request) });
  if (request.url === "/empty") response.writeHead(204).end();
  else response.writeHead(418, { "x-kind": "tea" }).end("short and stout");
});

beforeAll(async () => {
  server = await startTestServer();
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(async () => {
  receiver.close();
  await server[Symbol.asyncDispose]();
});

test("a saved webhook is called with its method and headers, and answers what comes back", async () => {
  await new Webhook({ url: `${url}/s3cret`, headers: { authorization: "hush" } }).save("team");
  const webhook = await Webhook.load("team");
  const answer = await webhook.call({ text: "Grüße" });
  expect([answer.status, answer.headers.get("x-kind"), await answer.text()]).toEqual([
    418,
    "tea",
    "short and stout",
  ]);
  expect(calls.at(-1)).toMatchObject({
    method: "POST",
    headers: { authorization: "hush", "content-type": "application/json" },
    body: JSON.stringify({ text: "Grüße" }),
  });
  const empty = await new Webhook({ url: `${url}/empty`, method: "PUT" }).call("as it is");
  expect([empty.status, await empty.text()]).toEqual([204, ""]);
  expect(calls.at(-1)).toMatchObject({ method: "PUT", body: "as it is" });
});

test("its address and headers are shown nowhere: not by the server, not where it is printed, not in errors", async () => {
  const webhook = new Webhook({ url: "http://127.0.0.1:1/s3cret", headers: { token: "hush" } });
  await webhook.save("masked");
  const { data } = await server.client.getBlockDocumentByName({
    params: { slug: "webhook", block_document_name: "masked" },
  });
  const error = await webhook.call().catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ code: "unreachable", message: "The webhook did not answer: ECONNREFUSED." });
  for (const shown of [JSON.stringify(data), JSON.stringify(webhook), inspect(webhook), inspect(error)]) {
    expect(shown).not.toMatch(/s3cret|hush|127\.0\.0\.1/);
  }
  expect(data).toMatchObject({
    url: "********",
    headers: { token: "********" },
    method: "POST",
    verify: true,
  });
});

describe("a certificate that nobody has signed", () => {
  const read = (name: string) => readFileSync(new URL(`../../test/self-signed/${name}.pem`, import.meta.url));
  const secure = createSecureServer(
    { key: read("key"), cert: read("certificate") },
    async (request, response) => {
      secured.push(await text(request));
      response.end("ok");
    },
  );
  const secured: string[] = [];
  let secureUrl: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
    secureUrl = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`;
  });
  afterAll(() => void secure.close());

  test("is refused by a webhook, unless it is told not to look", async () => {
    await expect(new Webhook({ url: secureUrl }).call("checked")).rejects.toMatchObject({
      code: "unreachable",
      message: "The webhook did not answer: DEPTH_ZERO_SELF_SIGNED_CERT.",
    });
    const answer = await new Webhook({ url: secureUrl, verify: false }).call("unchecked");
    expect([answer.status, secured]).toEqual([200, ["unchecked"]]);
  });

  test("is refused by the server's actions as well, unless the block says not to look", async () => {
    for (const verify of [true, false]) {
      await new Webhook({ url: secureUrl, verify }).save(`secure-${verify}`);
      await createAutomation({
        name: `secure-${verify}`,
        trigger: { type: "event", expect: "secure.go" },
        actions: [{ type: "call-webhook", block: `webhook/secure-${verify}`, payload: "by the server" }],
      });
    }
    emitEvent({ event: "secure.go", resource: { "prefect.resource.id": "secure" } });
    const filter = { event: { prefix: ["prefect.automation.action."] } };
    const outcomes = async () => {
      const { events } = await server.client.listEvents({ body: { filter } });
      return Object.fromEntries(
        events.map(({ event, resource, payload }) => [
          `${resource["prefect.resource.name"]} ${event.split(".").at(-1)}`,
          payload.reason,
        ]),
      );
    };
    await expect.poll(outcomes, { timeout: 10_000 }).toMatchObject({
      "secure-true failed": expect.stringContaining("could not be reached: DEPTH_ZERO_SELF_SIGNED_CERT."),
      "secure-false executed": undefined,
    });
    expect(secured).toEqual(["unchecked", "by the server"]);
  });
});

test.each(["127.0.0.1", "[::1]", "localhost"])(
  "a webhook that may not be private does not reach %s",
  async (host) => {
    const before = calls.length;
    const { port } = new URL(url);
    const webhook = new Webhook({ url: `http://${host}:${port}/`, allow_private_urls: false });
    await expect(webhook.call("a")).rejects.toMatchObject({ code: "forbidden" });
    expect(calls).toHaveLength(before);
  },
);

test("fields that are not valid are named", () => {
  expect(() => new Webhook({ url, method: "FETCH" as never })).toThrow("method: must be one of GET, POST");
  expect(() => new Webhook({ url, headers: { a: 1 } as never })).toThrow(
    "headers: must be an object of texts",
  );
  expect(() => new Webhook({} as never)).toThrow("url: is missing");
});
