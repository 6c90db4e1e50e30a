import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CAT_FACTS, DOG_FACTS } from "./facts.ts";

export type FactsServerOptions = {
  /** 0 takes a free one. */
  port?: number;
  /** The share of calls of the sporadic endpoint that fail, between 0 and 1. */
  failureRate?: number;
  /** So many calls of the sporadic endpoint fail before the rate counts. */
  failFirst?: number;
  /** Equal seeds make equal servers: the same facts and the same failures in the same order. */
  seed?: number;
};

/** A small server of facts that stops when disposed of. */
export type FactsServer = AsyncDisposable & { readonly url: string };

/** Starts a server of cat and dog facts on 127.0.0.1, one of whose endpoints fails now and then. */
export async function startFactsServer(options: FactsServerOptions = {}): Promise<FactsServer> {
  const { port = 0, failureRate = 0.5, failFirst = 0, seed = Date.now() } = options;
  const random = seededRandom(seed);
  const pick = (facts: readonly string[]) => facts[Math.floor(random() * facts.length)] ?? "";
  let sporadicCalls = 0;

  const answers: Record<string, (response: ServerResponse, query: URLSearchParams) => void> = {
    "/sporadic-cat-fact": (response) => {
      sporadicCalls += 1;
      if (sporadicCalls <= failFirst || random() < failureRate)
        return send(response, 500, "text", "No fact now.");
      send(response, 200, "text", pick(CAT_FACTS));
    },
    "/fact": (response, query) => {
      const maxLength = Number(query.get("max_length") ?? Number.POSITIVE_INFINITY);
      const fact = pick(CAT_FACTS.filter(({ length }) => length <= maxLength));
      send(response, 200, "json", JSON.stringify({ fact, length: fact.length }));
    },
    "/api/v2/facts": (response) => {
      const fact = { id: String(seed), type: "fact", attributes: { body: pick(DOG_FACTS) } };
      send(response, 200, "json", JSON.stringify({ data: [fact] }));
    },
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const answer = answers[pathname];
    if (answer) answer(response, searchParams);
    else send(response, 404, "text", `There is nothing at ${pathname}.`);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function send(response: ServerResponse, status: number, kind: "text" | "json", body: string): void {
  const type = kind === "json" ? "application/json" : "text/plain; charset=utf-8";
  response.writeHead(status, { "content-type": type }).end(body);
}

/** Numbers from 0 up to 1 by the mulberry32 generator: small, and the same everywhere for a seed. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
