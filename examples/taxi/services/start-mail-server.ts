import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** A mail server of this machine that takes every message, and hands its text on. */
export async function startMailServer(
  onMail: (message: string) => void,
): Promise<AsyncDisposable & { readonly port: number }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _session, taken) {
      text(stream).then((message) => {
        onMail(message);
        taken();
      }, taken);
    },
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await listening;
  const { port } = server.server.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: () => new Promise((closed) => server.close(() => closed())) };
}
