import { mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ReeveError } from "@reeve/protocol";
import type { Settings } from "@reeve/settings";
import { databasePlace, shownPlace } from "../database-place.ts";
import { requireStored } from "./require-stored.ts";

export type Backup = { place: string; file: string; bytes: number };

/**
 * Writes a consistent copy of the database, of one moment, while servers go on: of SQLite a file to be put in the
 * place of the other, of PostgreSQL a dump for `pg_restore`. Without a file it gets one in the home folder.
 */
export async function backupDatabase(settings: Settings, given?: string): Promise<Backup> {
  const place = requireStored(databasePlace(settings));
  const extension = place.dialect === "sqlite" ? "db" : "dump";
  const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const file = resolve(given ?? join(settings.home, "backups", `reeve-${time}.${extension}`));
  if (statSync(file, { throwIfNoEntry: false })) {
    throw new ReeveError("already_exists", `${file} exists already; name another file.`);
  }
  mkdirSync(dirname(file), { recursive: true });
  if (place.dialect === "postgres") {
    const { dumpDatabase } = await import("../postgres/dump-database.ts");
    await dumpDatabase(place.url, file);
  } else {
    const { copyFile } = await import("../sqlite/copy-file.ts");
    copyFile(place.path, file);
  }
  return { place: shownPlace(place), file, bytes: statSync(file).size };
}
