import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { ReeveError } from "@reeve/protocol";
import { Kysely, SqliteDialect } from "kysely";
import type { Connection, Database } from "../database.ts";
import { migrate } from "../migrate.ts";
import type { Schema } from "../schema.ts";
import { GroupCommit } from "./group-commit.ts";
import { scanDialect } from "./scan-pool.ts";
import { SqliteConnection, type SqliteOptions } from "./sqlite-connection.ts";
import { StraightConnection } from "./straight-connection.ts";

// A check reads some 500 MB a second: this much costs a start about 50 ms.
const CHECKED_WHOLE_BYTES = 32 * 1024 * 1024;

/** An SQLite file: one connection that writes, one for small reads, and threads for scans. */
export class SqliteFile implements Database {
  readonly dialect = "sqlite";
  readonly reader: Connection;
  readonly scanner: Connection;
  readonly #writer: Connection;
  readonly #commits: GroupCommit;

  constructor(writer: SqliteConnection, options: SqliteOptions) {
    this.#writer = new StraightConnection(writer);
    this.reader = new StraightConnection(new SqliteConnection({ ...options, readOnly: true }));
    this.scanner = new Kysely<Schema>({ dialect: scanDialect(options) });
    this.#commits = new GroupCommit(writer, this.#writer);
  }

  write<T>(operation: (transaction: Connection) => Promise<T>): Promise<T> {
    return this.#commits.write(operation);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#commits.settled();
    await Promise.all([this.scanner.destroy(), this.reader.destroy()]);
    await this.#writer.destroy();
  }
}

/** Opens (or makes) the file, checks it and brings it to the newest schema. */
export async function openSqlite(options: Omit<SqliteOptions, "readOnly">): Promise<Database> {
  const writing = { ...options, readOnly: false };
  const writer = connect(writing);
  await migrate(new Kysely<Schema>({ dialect: new SqliteDialect({ database: writer }) }), "sqlite");
  return new SqliteFile(writer, writing);
}

function connect(options: SqliteOptions): SqliteConnection {
  try {
    mkdirSync(dirname(options.path), { recursive: true });
    const connection = new SqliteConnection(options);
    checkIntegrity(connection);
    return connection;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReeveError("database_unusable", `The database ${options.path} cannot be opened: ${reason}.`, {
      cause,
    });
  }
}

/** Reads the whole of a small file, of a large one only its schema: a start must not grow with the history. */
function checkIntegrity(connection: SqliteConnection): void {
  const [size] = connection
    .prepare("select page_count * page_size as bytes from pragma_page_count, pragma_page_size")
    .all([]) as { bytes: number }[];
  if ((size?.bytes ?? 0) > CHECKED_WHOLE_BYTES) return;
  const [check] = connection.prepare("pragma quick_check(1)").all([]) as { quick_check: string }[];
  if (check?.quick_check !== "ok") throw new Error(check?.quick_check ?? "the check gave no answer");
}
