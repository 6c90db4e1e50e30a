import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { PACKAGE_ROOT } from "../package-root.ts";

/** Where the built UI lies in the workspace. */
export const UI_FOLDER = join(PACKAGE_ROOT, "../web/dist");

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'";

const NOT_BUILT = "The UI is not built yet; run `npm run build` in the workspace and reload.";

/** Serves the UI: its files, and its page for every other path that a browser asks for. */
export async function mountUi(
  app: FastifyInstance,
  basePath: string,
  folder: string = UI_FOLDER,
): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) {
    app.setNotFoundHandler((_, reply) => reply.code(404).type("text/plain").send(NOT_BUILT));
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // File names of assets hold a hash of what is in them; the page itself is asked for each time.
      const isHashed = path.includes("/assets/");
      reply.header("cache-control", isHashed ? `public, max-age=${YEAR_MS / 1000}, immutable` : "no-cache");
      reply.header("content-security-policy", CONTENT_SECURITY_POLICY);
      reply.header("x-content-type-options", "nosniff");
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isElsewhere = request.url.startsWith(`${basePath}/`) || request.url.startsWith("/assets/");
    const isPage = request.method === "GET" && !isElsewhere;
    if (!isPage) return reply.code(404).send({ detail: "Not Found" });
    return reply.sendFile("index.html");
  });
}
