import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { endpoint } from "@reeve/protocol/endpoint";
import { Type } from "@reeve/protocol/type-builder";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mountReads } from "./mount.ts";
import { LentBytes, read } from "./reads.ts";

const LIST = endpoint({
  name: "listThings",
  group: "Things",
  summary: "Things",
  method: "GET",
  path: "/things",
  answers: { 200: Type.Array(Type.String()) },
});
const THINGS = JSON.stringify(Array.from({ length: 5_000 }, (_, n) => `thing ${n}`));

let app: FastifyInstance;
let answers: PromiseWithResolvers<LentBytes>[];
let asked: PromiseWithResolvers<void>;
beforeEach(async () => {
  app = fastify();
  answers = [];
  mountReads(app, [read(LIST, () => [])], () => {
    const answer = Promise.withResolvers<LentBytes>();
    answers.push(answer);
    asked.resolve();
    return answer.promise;
  });
  asked = Promise.withResolvers();
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterEach(() => app.close());

/** Bytes in memory that many threads see, in which something else stands as soon as they are given back. */
function lend() {
  const shared = new SharedArrayBuffer(THINGS.length);
  const bytes = Buffer.from(shared);
  bytes.write(THINGS);
  const back = Promise.withResolvers<string>();
  return {
    answer: new LentBytes(bytes, () => {
      bytes.fill("!");
      back.resolve("given back");
    }),
    back: back.promise,
  };
}

const connections = () =>
  new Promise<number>((resolve) => app.server.getConnections((_, count) => resolve(count)));

const portOf = () => (app.server.address() as AddressInfo).port;

test("lent bytes are sent as they are, and given back once they have left", async () => {
  const answer = fetch(`http://127.0.0.1:${portOf()}/things`);
  await asked.promise;
  const lent = lend();
  answers[0]!.resolve(lent.answer);
  expect(await (await answer).text()).toBe(THINGS);
  expect(await lent.back).toBe("given back");
});

test("bytes for a client that has gone are given back", async () => {
  const client = connect(portOf(), "127.0.0.1");
  client.write("GET /things HTTP/1.1\r\nHost: here\r\n\r\n");
  await asked.promise;
  client.destroy();
  while ((await connections()) > 0) await new Promise(setImmediate);
  const lent = lend();
  answers[0]!.resolve(lent.answer);
  expect(await lent.back).toBe("given back");
});

test("bytes whose turn has not come are copied", async () => {
  const client = connect(portOf(), "127.0.0.1");
  client.setEncoding("utf8");
  let received = "";
  client.on("data", (part: string) => {
    received += part;
  });
  client.write("GET /things HTTP/1.1\r\nHost: here\r\n\r\n".repeat(2));
  while (answers.length < 2) await new Promise(setImmediate);
  const [first, second] = [lend(), lend()];
  answers[1]!.resolve(second.answer);
  expect(await second.back).toBe("given back");
  answers[0]!.resolve(first.answer);
  await first.back;
  while (received.split(THINGS).length < 3) await once(client, "data");
  client.destroy();
  expect(received).not.toContain("!");
});
