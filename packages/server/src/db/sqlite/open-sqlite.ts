import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { ReeveError } from "@reeve/protocol";
import type { Database, ReadDatabase } from "../database.ts";
import { migrate } from "../migrate.ts";
import type { Schema } from "../schema.ts";
import { memoryFolder } from "./memory-folder.ts";
import { SqliteConnection, type SqliteOptions } from "./sqlite-connection.ts";
import { SqliteFile } from "./sqlite-database.ts";
import { explainSqliteError } from "./sqlite-errors.ts";
import { StraightConnection } from "./straight-connection.ts";

export type OpenSqliteOptions = Omit<SqliteOptions, "readOnly"> & {
  /** Told what the check of the whole file, which goes on beside the work, finds wrong. */
  report?: ((fault: string) => void) | undefined;
};

// A check reads some 500 MB a second: this much costs a start about 50 ms.
const CHECKED_WHOLE_BYTES = 32 * 1024 * 1024;

/**
 * Opens (or makes) the file, checks it and brings it to the newest schema. A start must not grow with the history: of
 * a large file only the schema is read before, and all of it afterwards.
 */
export async function openSqlite({ report, ...given }: OpenSqliteOptions): Promise<Database> {
  const options = { ...given, readOnly: false };
  try {
    mkdirSync(dirname(options.path), { recursive: true });
    const writer = new SqliteConnection(options);
    try {
      const isLarge = sizeOf(writer) > CHECKED_WHOLE_BYTES;
      if (!isLarge) checkWhole(writer);
      const migrated = await migrateFile(writer);
      return new SqliteFile(writer, options, migrated, isLarge ? report : undefined);
    } catch (error) {
      writer.close();
      throw error;
    }
  } catch (cause) {
    const reason = explainSqliteError(cause);
    throw new ReeveError("database_unusable", `The database ${options.path} cannot be used: ${reason}.`, {
      cause,
    });
  }
}

/** A connection of its own to a file that a server has open: whatever it reads keeps the thread that reads. */
export function openSqliteToRead(options: Omit<SqliteOptions, "readOnly">): ReadDatabase {
  const connection = new StraightConnection(new SqliteConnection({ ...options, readOnly: true }));
  return {
    dialect: "sqlite",
    reader: connection,
    scanner: connection,
    [Symbol.asyncDispose]: () => connection.destroy(),
  };
}

/** A database that is gone when it is closed: a file all the same, as its readers have connections of their own. */
export async function openSqliteInMemory(options: Omit<OpenSqliteOptions, "path">): Promise<Database> {
  const folder = memoryFolder();
  const database = await openSqlite({ ...options, synchronous: "OFF", path: folder.file });
  const close = database[Symbol.asyncDispose].bind(database);
  database[Symbol.asyncDispose] = async () => {
    await close();
    folder.remove();
  };
  return database;
}

/** All migrations or none, and one server at a time: others wait for the lock of the file. */
async function migrateFile(writer: SqliteConnection): Promise<readonly string[]> {
  writer.raw.exec("begin immediate");
  try {
    const migrated = await migrate<Schema>(new StraightConnection(writer), "sqlite");
    writer.raw.exec("commit");
    return migrated;
  } catch (error) {
    if (writer.raw.isTransaction) writer.raw.exec("rollback");
    throw error;
  }
}

function sizeOf(connection: SqliteConnection): number {
  const [size] = connection
    .prepare("select page_count * page_size as bytes from pragma_page_count, pragma_page_size")
    .all([]) as { bytes: number }[];
  return size?.bytes ?? 0;
}

function checkWhole(connection: SqliteConnection): void {
  const [check] = connection.prepare("pragma quick_check(1)").all([]) as { quick_check: string }[];
  if (check?.quick_check === "ok") return;
  throw Object.assign(new Error(check?.quick_check ?? "the check gave no answer"), {
    errcode: SQLITE_CORRUPT,
  });
}

const SQLITE_CORRUPT = 11;
