import { formatBytes } from "../../../format-bytes.ts";
import { print, printJson } from "../../../output.ts";
import { loadServer } from "../load-server.ts";
import { type DatabaseOptions, settingsOf } from "./database-options.ts";

/** Gives space back, and says how much. */
export async function vacuumDatabaseCommand(options: DatabaseOptions): Promise<void> {
  const { vacuumDatabase } = await loadServer();
  const { place, bytesBefore, bytesAfter, isWhole } = await vacuumDatabase(settingsOf(options));
  if (options.json) {
    return printJson({ database: place, bytes_before: bytesBefore, bytes_after: bytesAfter, whole: isWhole });
  }
  print(`The database ${place} had ${formatBytes(bytesBefore)}, and now has ${formatBytes(bytesAfter)}.`);
  if (!isWhole)
    print(
      "A server uses it, so only what was free was given back; with the server stopped, it is written anew.",
    );
}
