import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";
import { fitsGlob } from "../glob.ts";
import { storable } from "../storable.ts";

export type SqliteOptions = {
  path: string;
  readOnly: boolean;
  busyTimeoutMs: number;
  /** OFF is for a file that is not to outlive its process. */
  synchronous: "OFF" | "NORMAL" | "FULL";
};

// Enough for every query the server has with room for filters; beyond it the oldest is compiled anew.
const CACHED_STATEMENTS = 500;

const QUERY = /^\s*select\b/i;

/**
 * The same with limits that the planner cannot read. It looks at a value bound to one, and SQLite then compiles the
 * statement anew each time that one is bound: 15 microseconds for a small statement, 100 for a list of runs.
 */
const withPlainLimits = (text: string): string => text.replace(/\blimit \?/gi, "$& + 0");

/** A connection to an SQLite file in the shape Kysely's dialect expects, keeping its compiled statements. */
export class SqliteConnection implements SqliteDatabase {
  readonly raw: DatabaseSync;
  /** How many statements that may have changed something were run. */
  writes = 0;
  readonly #statements = new Map<string, CompiledStatement>();

  constructor(options: SqliteOptions) {
    this.raw = new DatabaseSync(options.path, { readOnly: options.readOnly, timeout: options.busyTimeoutMs });
    try {
      configure(this.raw, options);
    } catch (error) {
      this.raw.close();
      throw error;
    }
  }

  prepare(text: string): CompiledStatement {
    const known = this.#statements.get(text);
    if (known) {
      this.#statements.delete(text);
      this.#statements.set(text, known);
      return known;
    }
    const statement = new CompiledStatement(this.raw.prepare(withPlainLimits(text)), QUERY.test(text));
    this.#statements.set(text, statement);
    if (this.#statements.size > CACHED_STATEMENTS) {
      const [oldest] = this.#statements.keys();
      this.#statements.delete(oldest!);
    }
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.raw.close();
  }
}

function configure(raw: DatabaseSync, options: SqliteOptions): void {
  // 16 MiB of page cache: the indexes of a busy month stay in memory.
  raw.exec("pragma cache_size = -16384; pragma foreign_keys = on; pragma temp_store = memory");
  // SQLite's own lower() knows ASCII alone.
  raw.function("unicode_lower", { deterministic: true }, (text) =>
    typeof text === "string" ? text.toLowerCase() : text,
  );
  // Its own GLOB negates a set by another character, and cannot name every set.
  raw.function("fits_glob", { deterministic: true }, (pattern, text) =>
    Number(fitsGlob(String(pattern), String(text))),
  );
  if (options.readOnly) return;
  // In a new file, which must hear of it first: lets the space of deleted rows be given back bit by bit.
  raw.exec("pragma auto_vacuum = incremental");
  // Checkpoints at 16 MiB rather than 4: the pages that every commit touches are copied a quarter as often.
  raw.exec(
    `pragma journal_mode = wal; pragma synchronous = ${options.synchronous}; pragma wal_autocheckpoint = 4096`,
  );
}

class CompiledStatement implements SqliteStatement {
  readonly reader: boolean;
  /** True when it can change nothing. */
  readonly isQuery: boolean;
  readonly #statement: StatementSync;

  constructor(statement: StatementSync, isQuery: boolean) {
    this.#statement = statement;
    this.isQuery = isQuery;
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.#statement.all(...bindable(parameters));
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.#statement.run(...bindable(parameters));
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.#statement.iterate(...bindable(parameters));
  }
}

function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return storable(parameters) as SQLInputValue[];
}
