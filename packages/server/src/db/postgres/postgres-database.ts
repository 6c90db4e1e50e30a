import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import type { Pool } from "pg";
import { awaitStatementsInLine } from "../await-statements-in-line.ts";
import type { Connection, Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { storable } from "../storable.ts";

// Two transactions that took locks in another order, or could not be ordered at all: either may simply be run again.
const TRANSIENT_CODES = new Set(["40001", "40P01"]);
const ATTEMPTS = 4;

/** A PostgreSQL database behind a pool of connections. */
export class PostgresDatabase implements Database {
  readonly dialect = "postgres";
  readonly reader: Connection;
  readonly scanner: Connection;

  readonly migrated: readonly string[];
  /** The server looks after its files itself. */
  readonly damage = undefined;

  constructor(pool: Pool, migrated: readonly string[]) {
    this.migrated = migrated;
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

  /** Autovacuum gives it back. */
  async reclaimSpace(): Promise<boolean> {
    return false;
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
    const query = (text: string, values: readonly unknown[]) =>
      client.query(text, storable(values) as unknown[]);
    return { query, release: () => client.release() } as unknown as PostgresPoolClient;
  };
  return { connect, end: () => pool.end() };
}
