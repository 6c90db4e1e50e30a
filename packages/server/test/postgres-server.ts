import { type AddressInfo, createServer } from "node:net";
import pg from "pg";

const LOCAL_URL = "postgresql://postgres@127.0.0.1:5432/postgres";

/** A PostgreSQL server that is there: the one named by the environment, or a local one that answers. */
export async function findPostgres(): Promise<string | undefined> {
  const named = process.env.REEVE_TEST_POSTGRES_URL;
  if (named) return named;
  return (await letsIn(LOCAL_URL)) ? LOCAL_URL : undefined;
}

/** Runs a statement on a connection of its own. */
export async function runOn(url: string, sql: string, parameters: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql, parameters);
  } finally {
    await client.end();
  }
}

/** The URL of another database on the same server. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** A port of this machine that nothing listens on. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function letsIn(url: string): Promise<boolean> {
  try {
    await runOn(url, "select 1");
    return true;
  } catch {
    return false;
  }
}
