import cors from "@fastify/cors";
import type { Endpoint } from "@reeve/protocol";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { parseExactJson, parseExactParameters } from "../exact-json.ts";
import { isUuid } from "../uuid.ts";
import { checkCredentials } from "./auth.ts";
import { checkApiVersion } from "./caller.ts";
import { compressAnswers } from "./compress.ts";
import { errorHandler, InvalidRequest } from "./errors.ts";
import { configOf } from "./mount.ts";
import { uuidParametersOf } from "./read-call.ts";
import { UnreadBody } from "./validation.ts";

type Done = (error: Error | null, body?: unknown) => void;

const CLOSE_IDLE_EVERY_MS = 20;
// A request still under way after this is one whose client has stopped sending or reading.
const LONGEST_FAREWELL_MS = 5_000;
const OPEN_PATHS = new Set(["/health", "/ready", "/ui/login", "/ui/logout"]);
// Who logs in cannot be asked for a token yet, which is given to those who are in.
const UNTOKENED_PATHS = new Set(["/ui/login", "/ui/logout"]);
const UNVERSIONED_PATHS = new Set(["/health", "/version"]);
const WRITING_METHODS = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Throws unless the token was given to the client; either may be missing. */
export type CheckCsrfToken = (client: string | undefined, token: string | undefined) => Promise<void>;

/** The HTTP server without routes: parsing, errors, versions, credentials, compression. */
export async function createApp(context: Context): Promise<FastifyInstance> {
  const { settings } = context;
  const app = fastify({
    bodyLimit: settings.serverMaxBodySize,
    keepAliveTimeout: settings.serverApiKeepaliveTimeoutSeconds * 1000,
    forceCloseConnections: "idle",
    // The contract has no HEAD, and a second route for each GET is an eighth of what a start costs.
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2048 },
  });
  app.setErrorHandler(errorHandler(context.log));
  app.removeAllContentTypeParsers();
  // Named first, since what falls to "*" is looked for among all parsers each time.
  for (const mediaType of ["application/json", "*"]) {
    app.addContentTypeParser(
      mediaType,
      { parseAs: "string" },
      (request: FastifyRequest, text: string | Buffer, done: Done) => {
        try {
          done(null, parseBody(request, String(text)));
        } catch (error) {
          done(error as Error);
        }
      },
    );
  }
  const allowedHeaders = allowed(settings.serverCorsAllowedHeaders, undefined);
  await app.register(cors, {
    origin: allowed(settings.serverCorsAllowedOrigins, "*"),
    methods: allowed(settings.serverCorsAllowedMethods, ["GET", "POST", "PUT", "PATCH", "DELETE"]),
    // Left out, whatever headers a page asks for are allowed; undefined would allow none.
    ...(allowedHeaders && { allowedHeaders }),
  });
  compressAnswers(app);
  return app;
}

/** Stops listening, answers what is under way, and returns when the last connection is closed. */
export async function closeApp(app: FastifyInstance): Promise<void> {
  // Clients keep their connections open for the next request, which will not come here.
  const closingIdle = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const deadline = setTimeout(() => app.server.closeAllConnections(), LONGEST_FAREWELL_MS);
  try {
    await app.close();
  } finally {
    clearInterval(closingIdle);
    clearTimeout(deadline);
  }
}

/** The checks every call of the API passes before its route sees it. */
export function guardApi(
  api: FastifyInstance,
  { settings, now }: Pick<Context, "settings" | "now">,
  checkCsrfToken: CheckCsrfToken,
): void {
  const { serverApiAuthString, serverCsrfProtectionEnabled } = settings;
  // Not a promise a request, of whom hardly any is to be waited for.
  api.addHook("onRequest", (request, _reply, done) => {
    const path = request.routeOptions.url?.slice(api.prefix.length) ?? "";
    if (serverApiAuthString && !OPEN_PATHS.has(path))
      checkCredentials(request.headers, serverApiAuthString, now());
    if (!UNVERSIONED_PATHS.has(path)) checkApiVersion(request);
    if (!serverCsrfProtectionEnabled || !WRITING_METHODS.has(request.method) || UNTOKENED_PATHS.has(path))
      return done();
    checkCsrfToken(header(request, "prefect-csrf-client"), header(request, "prefect-csrf-token")).then(
      () => done(),
      done,
    );
  });
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Tells a method that a path does not have (405) from a path that does not exist (404). */
export function answerUnknownCalls(api: FastifyInstance, endpoints: readonly Endpoint[]): void {
  api.setNotFoundHandler(async (request, reply) => {
    const [path = ""] = request.url.slice(api.prefix.length).split("?");
    const exists = endpoints.some((endpoint) => isPathOf(endpoint, path));
    return reply.code(exists ? 405 : 404).send({ detail: exists ? "Method Not Allowed" : "Not Found" });
  });
}

function isPathOf(endpoint: Endpoint, path: string): boolean {
  const ids = uuidParametersOf(endpoint);
  const expected = segmentsOf(endpoint.path);
  const given = segmentsOf(path);
  const fits = (part: string, segment: string) =>
    part.startsWith(":") ? !ids.includes(part.slice(1)) || isUuid(segment) : part === segment;
  return given.length === expected.length && expected.every((part, i) => fits(part, given[i] ?? ""));
}

const segmentsOf = (path: string): string[] => path.split("/").filter((segment) => segment !== "");

function parseBody(request: FastifyRequest, text: string): unknown {
  const mediaType = request.headers["content-type"] ?? "application/json";
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(mediaType)) return new UnreadBody(text);
  if (text === "") return undefined;
  try {
    const { keepsNumbers } = configOf(request);
    if (keepsNumbers === "parameters") return parseExactParameters(text);
    return keepsNumbers ? parseExactJson(text) : JSON.parse(text);
  } catch (error) {
    const msg = error instanceof Error ? error.message : "not JSON";
    const start = text.slice(0, 200);
    throw new InvalidRequest([{ type: "json_invalid", loc: ["body"], msg, input: start }], start);
  }
}

/** A list of what is allowed, or what stands for everything. */
function allowed<T>(list: readonly string[], everything: T): string[] | T {
  return list.includes("*") ? everything : [...list];
}
