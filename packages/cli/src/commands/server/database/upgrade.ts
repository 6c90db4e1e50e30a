import { print, printJson } from "../../../output.ts";
import { loadServer } from "../load-server.ts";
import { type DatabaseOptions, settingsOf } from "./database-options.ts";

/** Brings the tables to this version, and says what that took. */
export async function upgradeDatabaseCommand(options: DatabaseOptions): Promise<void> {
  const { upgradeDatabase } = await loadServer();
  const { place, migrated } = await upgradeDatabase(settingsOf(options));
  if (options.json) return printJson({ database: place, migrations: migrated });
  if (migrated.length === 0) return print(`The database ${place} is of this version already.`);
  print(`The database ${place} was brought to this version: ${migrated.join(", ")}.`);
}
