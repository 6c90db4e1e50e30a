import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { Endpoint } from "@reeve/protocol";
import type { FastifyInstance } from "fastify";
import { openApiDocument } from "./openapi-document.ts";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Reeve API</title>
    <link rel="stylesheet" href="docs/assets/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="docs/assets/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;

/** Serves the OpenAPI document, and at `/docs` a page to read and try it on. */
export async function mountOpenApi(
  app: FastifyInstance,
  endpoints: readonly Endpoint[],
  { version, basePath }: { version: string; basePath: string },
): Promise<void> {
  let document: string | undefined;
  app.get(`${basePath}/openapi.json`, async (_, reply) => {
    document ??= JSON.stringify(openApiDocument(endpoints, version, basePath));
    return reply.type("application/json; charset=utf-8").send(document);
  });
  app.get("/docs", async (_, reply) => reply.type("text/html; charset=utf-8").send(PAGE));
  app.get("/docs/start.js", async (_, reply) =>
    reply
      .type("text/javascript; charset=utf-8")
      .send(
        `SwaggerUIBundle({ url: "${basePath.slice(1)}/openapi.json", dom_id: "#swagger-ui", deepLinking: true });`,
      ),
  );
  await app.register(fastifyStatic, {
    root: join(dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")))),
    prefix: "/docs/assets/",
    allowedPath: (path) => /^\/swagger-ui(-bundle)?\.(css|js)$/.test(path),
    decorateReply: false,
    index: false,
  });
}
