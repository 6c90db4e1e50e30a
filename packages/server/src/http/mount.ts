import { Readable } from "node:stream";
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryInputOf } from "@reeve/protocol";
import { type TObject, type TSchema, Type } from "@reeve/protocol/type-builder";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isUuid } from "../uuid.ts";
import { type Caller, callerOf } from "./caller.ts";
import { InvalidRequest } from "./errors.ts";
import { bodyOf, checkPart, UnreadBody } from "./validation.ts";

export type Call<E extends Endpoint> = {
  params: ParamsOf<E>;
  query: QueryInputOf<E>;
  body: BodyOf<E>;
  caller: Caller;
  /** `http://host:port` as the client wrote it, for answers that hold URLs. */
  origin: string;
  /** Whether the page that calls was reached by HTTPS, through a proxy too. */
  isSecure: boolean;
};

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
  const uuidParameters = uuidParametersOf(endpoint);
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    exposeHeadRoute: PROBED.has(endpoint.path),
    config: { keepsNumbers: endpoint.keepsNumbers },
    errorHandler: endpoint.holdsSecrets && hideContent,
    handler: async (request, reply) => {
      const params = request.params as Record<string, string>;
      // To clients a segment that is no UUID is a path of its own, which may exist with another method.
      if (uuidParameters.some((name) => !isUuid(params[name] ?? ""))) return reply.callNotFound();
      const call = readCall(endpoint, uuidParameters, request);
      const answer = await handle(call as Call<E>);
      const [status, body] =
        answer instanceof Answer ? [answer.status, answer.body] : [statuses[0] ?? 200, answer];
      if (answer instanceof Answer) reply.headers(answer.headers);
      return send(reply, endpoint, status, body);
    },
  });
}

/** What an endpoint asks of those who read its requests. */
export const configOf = ({ routeOptions }: FastifyRequest): Pick<Endpoint, "keepsNumbers"> =>
  routeOptions.config as Pick<Endpoint, "keepsNumbers">;

/** Lets the handler of all errors answer a refused request without anything that was in it. */
function hideContent(error: unknown): never {
  throw error instanceof InvalidRequest ? error.withoutContent() : error;
}

/** The names of the path's parameters that are ids. */
export const uuidParametersOf = ({ params = {} }: Endpoint): string[] =>
  Object.keys(params).filter((name) => (params[name] as { format?: string }).format === "uuid");

function send(reply: FastifyReply, endpoint: Endpoint, status: number, body: unknown): FastifyReply {
  reply.code(status);
  if (endpoint.answers[status] === null) return reply.send();
  if (endpoint.mediaType)
    return reply.type(endpoint.mediaType).send(isInPieces(body) ? Readable.from(body) : body);
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(body));
}

const isInPieces = (body: unknown): body is AsyncIterable<string> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

function readCall(endpoint: Endpoint, uuidParameters: string[], request: FastifyRequest): Call<Endpoint> {
  const params = request.params as Record<string, string>;
  for (const name of uuidParameters) {
    params[name] = (params[name] ?? "").toLowerCase();
  }
  const query = endpoint.query ? checked("query", querySchema(endpoint), request.query) : {};
  const body = endpoint.body
    ? checked("body", endpoint.body.schema, bodyOf(endpoint, request.body))
    : undefined;
  const origin = `${request.protocol}://${request.host}`;
  const isSecure = (request.headers.origin ?? origin).startsWith("https:");
  return { params, query, body, caller: callerOf(request), origin, isSecure } as Call<Endpoint>;
}

const querySchemas = new WeakMap<Endpoint, TObject>();

function querySchema(endpoint: Endpoint): TObject {
  let schema = querySchemas.get(endpoint);
  if (!schema) {
    schema = Type.Object(endpoint.query ?? {});
    querySchemas.set(endpoint, schema);
  }
  return schema;
}

function checked(part: "body" | "query", schema: TSchema, given: unknown): unknown {
  const { value, faults } = checkPart(part, schema, given);
  if (faults.length > 0) throw new InvalidRequest(faults, given instanceof UnreadBody ? null : given);
  return value;
}
