import { Readable } from "node:stream";
import type { AnswerOf, Endpoint } from "@reeve/protocol";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isUuid } from "../uuid.ts";
import { callerOf } from "./caller.ts";
import { InvalidRequest } from "./errors.ts";
import { type Call, type CallParts, readCall, uuidParametersOf } from "./read-call.ts";
import { LentBytes, type Read, type ReadAnswerer } from "./reads.ts";
import { bodyOf, UnreadBody } from "./validation.ts";

/** An answer whose status is not the endpoint's only one. */
export class Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: T, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** What a handler may answer with; text that is not JSON may also come in pieces, sent as they come. */
type Body<E extends Endpoint> = AnswerOf<E> | (E["mediaType"] extends string ? AsyncIterable<string> : never);

export type Handler<E extends Endpoint> = (
  call: Call<E>,
) => Promise<Body<E> | Answer<Body<E>>> | Body<E> | Answer<Body<E>>;

// What load balancers ask, some of them for the head of the answer alone.
const PROBED = new Set(["/health", "/ready"]);

/** Serves an endpoint: checks the request against it, calls the handler, and sends what it answers. */
export function mount<E extends Endpoint>(app: FastifyInstance, endpoint: E, handle: Handler<E>): void {
  const statuses = Object.keys(endpoint.answers).map(Number);
  route(app, endpoint, async (parts, reply) => {
    const answer = await handle(readCall(endpoint, parts));
    const [status, body] =
      answer instanceof Answer ? [answer.status, answer.body] : [statuses[0] ?? 200, answer];
    if (answer instanceof Answer) reply.headers(answer.headers);
    return send(reply, endpoint, status, body);
  });
}

/** Serves reads, which are checked and answered wherever the answerer does so. */
export function mountReads(app: FastifyInstance, reads: readonly Read[], answer: ReadAnswerer): void {
  for (const read of reads) {
    route(app, read.endpoint, async (parts, reply) => {
      // Refused here, as it is no value that a thread could be told.
      if (parts.body instanceof UnreadBody) readCall(read.endpoint, parts);
      const json = await answer(read, parts);
      reply.code(200);
      if (!(json instanceof LentBytes)) return sendJson(reply, json);
      // Fastify knows bytes by their own memory, and would write these as JSON for being in a shared one.
      return sendJson(reply.serializer(asItIs), whileSent(json, reply));
    });
  }
}

// What a serializer answers is sent, be it text or bytes; its type knows text alone.
const asItIs = (bytes: unknown) => bytes as string;

/** Bytes that are given back when they have left, or when nobody waits for them any more. */
function whileSent({ bytes, giveBack }: LentBytes, { raw }: FastifyReply): Buffer {
  // Whoever asks for several things at once may be gone before this one's turn, of which its response is not told.
  if (raw.socket !== null && !raw.destroyed) {
    raw.once("close", giveBack);
    return bytes;
  }
  const copy = Buffer.from(bytes);
  giveBack();
  return copy;
}

function route(
  app: FastifyInstance,
  endpoint: Endpoint,
  handle: (parts: CallParts, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  const uuidParameters = uuidParametersOf(endpoint);
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    exposeHeadRoute: PROBED.has(endpoint.path),
    config: { keepsNumbers: endpoint.keepsNumbers },
    errorHandler: endpoint.holdsSecrets && hideContent,
    handler: (request, reply) => {
      const params = request.params as Record<string, string>;
      // To clients a segment that is no UUID is a path of its own, which may exist with another method.
      if (uuidParameters.some((name) => !isUuid(params[name] ?? ""))) return reply.callNotFound();
      for (const name of uuidParameters) params[name] = (params[name] ?? "").toLowerCase();
      return handle(partsOf(endpoint, request), reply);
    },
  });
}

function partsOf(endpoint: Endpoint, request: FastifyRequest): CallParts {
  const origin = `${request.protocol}://${request.host}`;
  return {
    params: request.params as Record<string, string>,
    query: request.query,
    body: endpoint.body && bodyOf(endpoint, request.body),
    caller: callerOf(request),
    origin,
    isSecure: (request.headers.origin ?? origin).startsWith("https:"),
  };
}

/** What an endpoint asks of those who read its requests. */
export const configOf = ({ routeOptions }: FastifyRequest): Pick<Endpoint, "keepsNumbers"> =>
  routeOptions.config as Pick<Endpoint, "keepsNumbers">;

/** Lets the handler of all errors answer a refused request without anything that was in it. */
function hideContent(error: unknown): never {
  throw error instanceof InvalidRequest ? error.withoutContent() : error;
}

function send(reply: FastifyReply, endpoint: Endpoint, status: number, body: unknown): FastifyReply {
  reply.code(status);
  if (endpoint.answers[status] === null) return reply.send();
  if (endpoint.mediaType)
    return reply.type(endpoint.mediaType).send(isInPieces(body) ? Readable.from(body) : body);
  return sendJson(reply, JSON.stringify(body));
}

const sendJson = (reply: FastifyReply, json: string | Buffer): FastifyReply =>
  reply.type("application/json; charset=utf-8").send(json);

const isInPieces = (body: unknown): body is AsyncIterable<string> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;
