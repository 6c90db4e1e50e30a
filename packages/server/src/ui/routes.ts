import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { PACKAGE_ROOT } from "../package-root.ts";
import { contentSecurityPolicy, type UiSettings, uiPage, uiSettings } from "./ui-page.ts";

/** Where the built UI lies in the workspace. */
export const UI_FOLDER = join(PACKAGE_ROOT, "../web/dist");

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

const NOT_BUILT = "The UI is not built yet; run `npm run build` in the workspace and reload.";

/** Serves the UI: its files, and its page for every other path below its own that a browser asks for. */
export async function mountUi(
  app: FastifyInstance,
  settings: UiSettings,
  { folder = UI_FOLDER, cursor }: { folder?: string; cursor?: () => Promise<string> } = {},
): Promise<void> {
  const { serverUiServeBase: base, serverApiBasePath: api } = settings;
  app.get(`${base}/ui-settings`, (request) => uiSettings(settings, `${request.protocol}://${request.host}`));
  const file = join(folder, "index.html");
  if (!existsSync(file)) {
    app.setNotFoundHandler((_, reply) => reply.code(404).type("text/plain").send(NOT_BUILT));
    return;
  }
  const policy = contentSecurityPolicy(settings);
  await app.register(fastifyStatic, {
    root: folder,
    prefix: `${base}/`,
    index: false,
    // The page is not as it lies there.
    allowedPath: (path) => path !== "/index.html",
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // File names of assets hold a hash of what is in them.
      const isHashed = path.includes("/assets/");
      reply.header("cache-control", isHashed ? `public, max-age=${YEAR_MS / 1000}, immutable` : "no-cache");
      reply.header("content-security-policy", policy);
      reply.header("x-content-type-options", "nosniff");
    },
  });
  // Whoever watches a server from outside may ask for no more than the head of its page.
  const isPage = ({ method, url }: { method: string; url: string }) =>
    (method === "GET" || method === "HEAD") &&
    isBelow(url, base) &&
    !(api && isBelow(url, api)) &&
    !isBelow(url, `${base}/assets`);
  // The page itself must come even when the database does not answer, to say so.
  const cursorOrNone = async () => await cursor?.().catch(() => undefined);
  // Read for each, so that a UI that is built anew needs no other server.
  const sendPage = async (reply: FastifyReply) =>
    reply
      .headers({
        "cache-control": "no-cache",
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
      })
      .type("text/html; charset=utf-8")
      .send(uiPage(await readFile(file, "utf8"), settings, await cursorOrNone()));
  app.get(`${base}/`, { exposeHeadRoute: true }, (_, reply) => sendPage(reply));
  if (base) app.get("/", { exposeHeadRoute: true }, (_, reply) => reply.redirect(`${base}/`));
  app.setNotFoundHandler((request, reply) =>
    isPage(request) ? sendPage(reply) : reply.code(404).send({ detail: "Not Found" }),
  );
}

/** True of a path itself and of all under it. */
const isBelow = (url: string, path: string): boolean => {
  const [given = ""] = url.split("?");
  return given === path || given.startsWith(`${path}/`);
};
