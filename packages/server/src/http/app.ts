import compress from "@fastify/compress";
import cors from "@fastify/cors";
import type { Endpoint } from "@reeve/protocol";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { checkCredentials } from "./auth.ts";
import { checkApiVersion } from "./caller.ts";
import { errorHandler, InvalidRequest } from "./errors.ts";

// Below this a compressed answer saves no packet worth its time.
const COMPRESS_FROM_BYTES = 8 * 1024;
const OPEN_PATHS = new Set(["/health", "/ready"]);
const UNVERSIONED_PATHS = new Set(["/health", "/version"]);

/** A body in a media type we do not read, so that validation can say what is wrong with it. */
class UnreadBody {}

/** The HTTP server without routes: parsing, errors, versions, credentials, compression. */
export async function createApp(context: Context): Promise<FastifyInstance> {
  const { settings } = context;
  const app = fastify({
    bodyLimit: settings.serverMaxBodySize,
    keepAliveTimeout: settings.serverApiKeepaliveTimeoutSeconds * 1000,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2048 },
  });
  app.setErrorHandler(errorHandler(context.log));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "*",
    { parseAs: "string" },
    async (request: FastifyRequest, text: string | Buffer) => parseBody(request, String(text)),
  );
  await app.register(cors, {
    origin: allowed(settings.serverCorsAllowedOrigins, "*"),
    methods: allowed(settings.serverCorsAllowedMethods, ["GET", "POST", "PUT", "PATCH", "DELETE"]),
    allowedHeaders: allowed(settings.serverCorsAllowedHeaders, undefined),
  });
  await app.register(compress, { threshold: COMPRESS_FROM_BYTES, encodings: ["br", "gzip"] });
  return app;
}

/** The checks every call of the API passes before its route sees it. */
export function guardApi(api: FastifyInstance, context: Context): void {
  api.addHook("onRequest", async (request) => {
    const path = request.routeOptions.url?.slice(api.prefix.length) ?? "";
    if (!OPEN_PATHS.has(path)) checkCredentials(request, context.settings.serverApiAuthString);
    if (!UNVERSIONED_PATHS.has(path)) checkApiVersion(request);
  });
}

/** Tells a method that a path does not have (405) from a path that does not exist (404). */
export function answerUnknownCalls(api: FastifyInstance, endpoints: readonly Endpoint[]): void {
  const patterns = endpoints.map(
    ({ path }) => new RegExp(`^${path.replace(/\/$/, "").replace(/:\w+/g, "[^/]+")}/?$`),
  );
  api.setNotFoundHandler(async (request, reply) => {
    const [path = ""] = request.url.slice(api.prefix.length).split("?");
    const exists = patterns.some((pattern) => pattern.test(path));
    return reply.code(exists ? 405 : 404).send({ detail: exists ? "Method Not Allowed" : "Not Found" });
  });
}

function parseBody(request: FastifyRequest, text: string): unknown {
  const mediaType = request.headers["content-type"] ?? "application/json";
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(mediaType)) return new UnreadBody();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const msg = error instanceof Error ? error.message : "not JSON";
    throw new InvalidRequest([{ type: "json_invalid", loc: ["body"], msg, input: text.slice(0, 200) }], null);
  }
}

/** A list of what is allowed, or what stands for everything. */
function allowed<T>(list: readonly string[], everything: T): string[] | T {
  return list.includes("*") ? everything : [...list];
}
