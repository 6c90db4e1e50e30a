import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { ReeveError } from "@reeve/protocol";
import { withExistingFile } from "./open-existing.ts";

/** Copies a database as it is at one moment; who writes to it meanwhile waits for nothing. */
export function copyFile(path: string, copy: string): void {
  const draft = `${copy}.partial`;
  remove(draft);
  try {
    withExistingFile(path, (raw) => writeCopy(raw, draft, copy));
    sync(draft);
    renameSync(draft, copy);
    sync(dirname(copy));
  } finally {
    remove(draft);
  }
}

function writeCopy(raw: DatabaseSync, draft: string, copy: string): void {
  try {
    raw.prepare("vacuum into ?").run(draft);
  } catch (cause) {
    const { message, errcode = 0 } = cause as Error & { errcode?: number };
    // The database itself is only read.
    if (!UNWRITABLE.has(errcode & 0xff)) throw cause;
    const advice = "see to its disk and its folder, or name another file";
    throw new ReeveError("database_unusable", `${copy} cannot be written: ${message}; ${advice}.`, { cause });
  }
}

// SQLITE_READONLY, SQLITE_FULL and SQLITE_CANTOPEN.
const UNWRITABLE: ReadonlySet<number> = new Set([8, 13, 14]);

/** What is half written, with the journal that SQLite leaves beside it when the disk is full. */
function remove(draft: string): void {
  for (const file of [draft, `${draft}-journal`]) rmSync(file, { force: true });
}

/** SQLite leaves it to others whether the copy is on the disk when the power fails. */
function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
