import { ReeveError } from "@reeve/protocol";
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import type { Pool } from "pg";
import { awaitStatementsInLine } from "../await-statements-in-line.ts";
import type { Connection, Database } from "../database.ts";
import { migrate } from "../migrate.ts";
import type { Schema } from "../schema.ts";
import { storable } from "../storable.ts";
import { createPool } from "./create-pool.ts";

// Two transactions that took locks in another order, or could not be ordered at all: either may simply be run again.
const TRANSIENT_CODES = new Set(["40001", "40P01"]);
const ATTEMPTS = 4;

/** A PostgreSQL database behind a pool of connections. */
export class PostgresDatabase implements Database {
  readonly dialect = "postgres";
  readonly reader: Connection;
  readonly scanner: Connection;

  constructor(pool: Pool) {
    this.reader = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: storing(pool) }) });
    this.scanner = this.reader;
  }

  async write<T>(operation: (transaction: Connection) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.reader.transaction().execute((transaction) => runWhole(operation, transaction));
      } catch (error) {
        const code = (error as { code?: string }).code ?? "";
        if (!TRANSIENT_CODES.has(code) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.reader.destroy();
  }
}

async function runWhole<T>(
  operation: (transaction: Connection) => Promise<T>,
  transaction: Connection,
): Promise<T> {
  try {
    return await operation(transaction);
  } catch (error) {
    await awaitStatementsInLine(transaction);
    throw error;
  }
}

/** The pool as Kysely uses it, given only what PostgreSQL can store. */
function storing(pool: Pool): PostgresPool {
  const connect = async () => {
    const client = await pool.connect();
    const query = (text: string, values: readonly unknown[]) => client.query(text, storable(values));
    return { query, release: () => client.release() } as unknown as PostgresPoolClient;
  };
  return { connect, end: () => pool.end() };
}

/** Connects and brings the database to the newest schema. */
export async function openPostgres(url: string): Promise<Database> {
  const database = new PostgresDatabase(createPool(url));
  try {
    await migrate(database.reader, "postgres");
    return database;
  } catch (cause) {
    await database[Symbol.asyncDispose]();
    const reason = cause instanceof Error ? cause.message : String(cause);
    const place = url.replace(/\/\/[^@/]*@/, "//");
    throw new ReeveError("database_unusable", `The database at ${place} cannot be used: ${reason}.`, {
      cause,
    });
  }
}
