import { ReeveError } from "@reeve/protocol";
import pg from "pg";

const CONNECT_MS = 10_000;

/** Does something on a connection of its own, which waits for locks as long as that takes. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  try {
    await client.connect();
    return await work(client);
  } catch (cause) {
    if (cause instanceof ReeveError) throw cause;
    const place = url.replace(/\/\/[^@/]*@/, "//");
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReeveError("database_unusable", `The database at ${place} cannot be used: ${reason}.`, {
      cause,
    });
  } finally {
    await client.end();
  }
}
