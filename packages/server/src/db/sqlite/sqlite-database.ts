import { Kysely } from "kysely";
import type { Connection, Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { FileCheck } from "./file-check.ts";
import { GroupCommit } from "./group-commit.ts";
import { scanDialect } from "./scan-pool.ts";
import { SqliteConnection, type SqliteOptions } from "./sqlite-connection.ts";
import { StraightConnection } from "./straight-connection.ts";

// A few milliseconds of the thread that answers requests.
const PAGES_RECLAIMED_AT_ONCE = 50;
// New rows will need room again, and a file that grows anew costs more than one that has some.
const KEPT_FREE = 0.1;
// What `pragma auto_vacuum` answers of a file whose pages can be moved.
const INCREMENTAL = 2;

/** An SQLite file: one connection that writes, one for small reads, and threads for scans. */
export class SqliteFile implements Database {
  readonly dialect = "sqlite";
  readonly reader: Connection;
  readonly scanner: Connection;
  readonly migrated: readonly string[];
  readonly #writing: SqliteConnection;
  readonly #writer: Connection;
  readonly #commits: GroupCommit;
  readonly #check: FileCheck | undefined;

  /** With `report` the whole file is checked beside the work, and what is found wrong is reported. */
  constructor(
    writing: SqliteConnection,
    options: SqliteOptions,
    migrated: readonly string[],
    report?: (fault: string) => void,
  ) {
    this.migrated = migrated;
    this.#writing = writing;
    this.#writer = new StraightConnection(writing);
    this.reader = new StraightConnection(new SqliteConnection({ ...options, readOnly: true }));
    this.scanner = new Kysely<Schema>({ dialect: scanDialect(options) });
    this.#commits = new GroupCommit(writing, this.#writer);
    this.#check = report && new FileCheck(options, report);
  }

  get damage(): string | undefined {
    return this.#check?.fault;
  }

  write<T>(operation: (transaction: Connection) => Promise<T>): Promise<T> {
    return this.#commits.write(operation);
  }

  /** Pages move only in a file that was made with a map of them; in others they wait to be used again. */
  async reclaimSpace(): Promise<boolean> {
    if (this.#pragma("auto_vacuum") !== INCREMENTAL) return false;
    if (this.#pragma("freelist_count") <= this.#pragma("page_count") * KEPT_FREE) return false;
    const statement = `pragma incremental_vacuum(${PAGES_RECLAIMED_AT_ONCE})`;
    // One step of a compiled statement would free one page.
    await this.write(async () => this.#writing.raw.exec(statement));
    return this.#pragma("freelist_count") > this.#pragma("page_count") * KEPT_FREE;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#commits.settled();
    await Promise.all([this.#check?.[Symbol.asyncDispose](), this.scanner.destroy(), this.reader.destroy()]);
    await this.#writer.destroy();
  }

  #pragma(name: "auto_vacuum" | "freelist_count" | "page_count"): number {
    const [row] = this.#writing.prepare(`pragma ${name}`).all([]) as Record<string, number>[];
    return row?.[name] ?? 0;
  }
}
