import { createServer, type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

/** A proxy before a server, at an address of its own. */
export type HttpProxy = Disposable & { readonly apiUrl: string };

/** Passes everything on to an API but the upgrades to WebSockets whose paths match, which it answers with 404. */
export async function startHttpProxy(apiUrl: string, refused: RegExp): Promise<HttpProxy> {
  const { hostname, port, pathname } = new URL(apiUrl);
  const target = { host: hostname, port: Number(port) };
  const proxy = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const passed = request({ ...target, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  proxy.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (refused.test(incoming.url ?? ""))
      return socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");
    const passed = connect(target, () => {
      const headers = incoming.rawHeaders.flatMap((name, place, all) =>
        place % 2 === 0 ? [`${name}: ${all[place + 1]}`] : [],
      );
      passed.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
      passed.write(head);
      socket.pipe(passed).pipe(socket);
    });
    passed.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    apiUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${pathname}`,
    [Symbol.dispose]: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
