import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type HealthServer = AsyncDisposable & { readonly url: string };

/** Answers GET /health: 200 while it is well, else 503; throws when the port cannot be had. */
export async function serveHealth(host: string, port: number, isWell: () => boolean): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const [status, answer] =
      request.url !== "/health"
        ? ([404, { detail: "Not Found" }] as const)
        : isWell()
          ? ([200, { message: "OK" }] as const)
          : ([503, { message: "The server has not been heard of lately." }] as const);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}/health`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
