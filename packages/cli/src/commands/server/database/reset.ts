import { print, printJson, warn } from "../../../output.ts";
import { loadServer } from "../load-server.ts";
import { type DatabaseOptions, settingsOf } from "./database-options.ts";

export type ResetOptions = DatabaseOptions & { yes?: boolean };

/** Deletes everything, after a question when somebody is there to answer it. */
export async function resetDatabaseCommand(options: ResetOptions): Promise<void> {
  const settings = settingsOf(options);
  if (!options.yes) {
    if (!process.stdin.isTTY) throw new Error("This deletes everything; say --yes if that is meant.");
    const { confirm } = await import("../../../confirm.ts");
    const what = settings.serverDatabaseUrl.replace(/\/\/[^@/]*@/, "//") || `reeve.db in ${settings.home}`;
    if (!(await confirm(`Delete all flows, runs, blocks and everything else in ${what}?`))) {
      return warn("Nothing was deleted.");
    }
  }
  const { resetDatabase } = await loadServer();
  const { place } = await resetDatabase(settings);
  if (options.json) return printJson({ database: place });
  print(`The database ${place} is empty.`);
}
