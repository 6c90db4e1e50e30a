import type { Settings } from "@reeve/settings";
import type { Database } from "./database.ts";
import { databasePlace } from "./database-place.ts";

/** Opens the database that the settings name; `report` is told what is found wrong with it later. */
export async function openDatabase(settings: Settings, report?: (fault: string) => void): Promise<Database> {
  const place = databasePlace(settings);
  const waitMs = settings.serverDatabaseTimeoutSeconds * 1000;
  if (place.dialect === "postgres") {
    const { openPostgres } = await import("./postgres/open-postgres.ts");
    return openPostgres({ url: place.url, waitMs });
  }
  const { openSqlite, openSqliteInMemory } = await import("./sqlite/open-sqlite.ts");
  const options = { busyTimeoutMs: waitMs, synchronous: settings.serverDatabaseSynchronous, report };
  return place.dialect === "memory"
    ? openSqliteInMemory(options)
    : openSqlite({ ...options, path: place.path });
}
