import { existsSync, rmSync } from "node:fs";
import { ReeveError } from "@reeve/protocol";
import { isInUse } from "./open-existing.ts";

/** Removes a database file with its log of writes, unless a server uses it. */
export function removeFile(path: string): void {
  if (existsSync(path) && isInUse(path)) {
    throw new ReeveError("database_busy", `A server uses ${path}; stop it first.`);
  }
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}
