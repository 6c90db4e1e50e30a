import { existsSync } from "node:fs";
import { join } from "node:path";
import { formatBytes } from "../../../format-bytes.ts";
import { print, printJson } from "../../../output.ts";
import { loadServer } from "../load-server.ts";
import { type DatabaseOptions, settingsOf } from "./database-options.ts";

/** Writes a copy to the file, and says what else belongs to it and how it is brought back. */
export async function backupDatabaseCommand(
  file: string | undefined,
  options: DatabaseOptions,
): Promise<void> {
  const settings = settingsOf(options);
  const { backupDatabase } = await loadServer();
  const backup = await backupDatabase(settings, file);
  const keys = join(settings.home, "encryption-keys");
  const hasKeys = !settings.serverEncryptionKey && existsSync(keys);
  if (options.json) {
    return printJson({
      database: backup.place,
      file: backup.file,
      bytes: backup.bytes,
      keys: hasKeys ? keys : null,
    });
  }
  print(`Wrote ${backup.file} (${formatBytes(backup.bytes)}).`);
  if (backup.file.endsWith(".dump")) print("pg_restore --clean --if-exists --dbname=… brings it back.");
  else
    print(
      `Stop the server and put it in the place of ${backup.place} to bring it back, without the -wal and -shm beside that.`,
    );
  if (hasKeys)
    print(
      `The secrets in it can be read with the keys in ${keys} alone: keep a copy of those, too, elsewhere.`,
    );
}
