import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What was pushed to a registry: the manifests by `name:tag`, and whose credentials came with the last request. */
export type ImageRegistry = AsyncDisposable & {
  readonly host: string;
  readonly manifests: ReadonlyMap<string, unknown>;
  readonly authorizations: ReadonlySet<string>;
};

/** A registry of images in memory, as far as pushing needs it; it asks for a password. */
export async function startImageRegistry(): Promise<ImageRegistry> {
  const blobs = new Set<string>();
  const manifests = new Map<string, unknown>();
  const authorizations = new Set<string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? "/", "http://registry");
    const answer = (status: number, headers: Record<string, string> = {}) =>
      void response.writeHead(status, headers).end();
    if (!request.headers.authorization) return answer(401, { "www-authenticate": 'Basic realm="test"' });
    authorizations.add(request.headers.authorization);
    const blob = /\/blobs\/(sha256:\w+)$/.exec(url.pathname)?.[1];
    const manifest = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname);
    if (blob) return answer(blobs.has(blob) ? 200 : 404, { "docker-content-digest": blob });
    if (/\/blobs\/uploads\/$/.test(url.pathname))
      return answer(202, { location: `${url.pathname}1`, range: "0-0" });
    if (/\/blobs\/uploads\/1$/.test(url.pathname)) {
      const digest = url.searchParams.get("digest");
      if (digest) blobs.add(digest);
      return answer(digest ? 201 : 202, { location: url.pathname, range: `0-${body.length}` });
    }
    if (manifest && request.method === "PUT") {
      manifests.set(`${manifest[1]}:${manifest[2]}`, JSON.parse(body.toString()));
      const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
      return answer(201, { "docker-content-digest": digest });
    }
    answer(manifest ? 404 : 200);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    manifests,
    authorizations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
