import type { Kysely } from "kysely";
import type { DialectName } from "./column-types.ts";
import type { Schema } from "./schema.ts";

/** Something queries run on; inside `write` it is the transaction. */
export type Connection = Kysely<Schema>;

/**
 * An open database as those see it who only read.
 *
 * `reader` answers small reads by key, `scanner` lists and counts: on SQLite the latter run on threads of their
 * own, so that no scan holds up a request. Both see committed rows only.
 */
export interface ReadDatabase extends AsyncDisposable {
  readonly dialect: DialectName;
  readonly reader: Connection;
  readonly scanner: Connection;
}

/** An open database. */
export interface Database extends ReadDatabase {
  /** The migrations that brought it to the newest schema when it was opened. */
  readonly migrated: readonly string[];
  /** What is wrong with the stored data, once that was found out. */
  readonly damage: string | undefined;
  /**
   * Runs the operation in a transaction and resolves once it is committed; a throw rolls back its writes alone.
   * On SQLite concurrent operations share a commit, one after the other, so an operation must wait
   * for nothing but its own queries. It may have to run again, and so must change nothing but the database.
   */
  write<T>(operation: (transaction: Connection) => Promise<T>): Promise<T>;
  /** Gives some of the space that deleted rows have left back to the file system; true when there may be more. */
  reclaimSpace(): Promise<boolean>;
}
