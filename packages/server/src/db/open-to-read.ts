import type { Settings } from "@reeve/settings";
import type { ReadDatabase } from "./database.ts";
import { databasePlace } from "./database-place.ts";

/** Opens the database that the settings name, which a server has open, for a thread that only reads: on connections of its own. */
export async function openToRead(settings: Settings): Promise<ReadDatabase> {
  const place = databasePlace(settings);
  const waitMs = settings.serverDatabaseTimeoutSeconds * 1000;
  if (place.dialect === "postgres") {
    const { openPostgresToRead } = await import("./postgres/open-postgres.ts");
    return openPostgresToRead({ url: place.url, waitMs });
  }
  if (place.dialect === "memory") throw new Error("A database in memory is known to its server alone.");
  const { openSqliteToRead } = await import("./sqlite/open-sqlite.ts");
  return openSqliteToRead({
    path: place.path,
    busyTimeoutMs: waitMs,
    synchronous: settings.serverDatabaseSynchronous,
  });
}
