import { ReeveError } from "@reeve/protocol";
import { Kysely, PostgresDialect } from "kysely";
import type { Database, ReadDatabase } from "../database.ts";
import { migrate } from "../migrate.ts";
import { createPool } from "./create-pool.ts";
import { PostgresDatabase } from "./postgres-database.ts";

export type OpenPostgresOptions = {
  url: string;
  /** How long a statement waits for a connection, and for a lock. */
  waitMs: number;
};

/** Connects and brings the database to the newest schema. */
export async function openPostgres({ url, waitMs }: OpenPostgresOptions): Promise<Database> {
  try {
    const migrated = await migrateServer({ url, waitMs });
    return new PostgresDatabase(createPool({ url, waitMs }), migrated);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const place = url.replace(/\/\/[^@/]*@/, "//");
    throw new ReeveError("database_unusable", `The database at ${place} cannot be used: ${reason}.`, {
      cause,
    });
  }
}

// Beside those of the server: enough for what one thread composes at a time.
const READING_CONNECTIONS = 4;

/** Connects to a database that a server has open, to read from it. */
export const openPostgresToRead = ({ url, waitMs }: OpenPostgresOptions): ReadDatabase =>
  new PostgresDatabase(createPool({ url, waitMs, connections: READING_CONNECTIONS }), []);

/** Migrations wait for the work of other servers as long as that takes, and for another server that migrates. */
async function migrateServer({ url, waitMs }: OpenPostgresOptions): Promise<readonly string[]> {
  const pool = createPool({ url, waitMs, lockMs: 0, connections: 1 });
  await using db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return await migrate(db, "postgres");
}
