import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { ReeveError } from "@reeve/protocol";
import { explainSqliteError } from "./sqlite-errors.ts";

// Whoever holds the lock longer is no short transaction.
const WAIT_MS = 10_000;

/** Does something with the connection to a file that is there already, whatever version it is of. */
export function withExistingFile<T>(path: string, work: (raw: DatabaseSync) => T, waitMs = WAIT_MS): T {
  if (!existsSync(path)) throw new ReeveError("not_found", `There is no database at ${path}.`);
  const raw = new DatabaseSync(path, { timeout: waitMs });
  try {
    return work(raw);
  } catch (cause) {
    if (cause instanceof ReeveError) throw cause;
    const reason = explainSqliteError(cause);
    throw new ReeveError("database_unusable", `The database ${path} cannot be used: ${reason}.`, { cause });
  } finally {
    raw.close();
  }
}

/** True while another process has the file open. */
export const isInUse = (path: string): boolean =>
  withExistingFile(
    path,
    (raw) => {
      try {
        raw.exec("pragma locking_mode = exclusive; begin exclusive; rollback");
        return false;
      } catch (error) {
        if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return true;
        throw error;
      }
    },
    0,
  );

const SQLITE_BUSY = 5;
