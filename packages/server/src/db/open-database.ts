import { join } from "node:path";
import type { Settings } from "@reeve/settings";
import type { Database } from "./database.ts";

/** Opens the database the settings name: a PostgreSQL URL, an SQLite URL or path, or else a file in the home folder. */
export async function openDatabase(settings: Settings): Promise<Database> {
  const url = settings.serverDatabaseUrl;
  if (/^postgres(ql)?(\+\w+)?:\/\//.test(url)) {
    const { openPostgres } = await import("./postgres/postgres-database.ts");
    return openPostgres(url.replace(/^postgres(ql)?(\+\w+)?:/, "postgresql:"));
  }
  const { openSqlite } = await import("./sqlite/sqlite-database.ts");
  return openSqlite({
    path: url ? sqlitePath(url) : join(settings.home, "reeve.db"),
    busyTimeoutMs: settings.serverDatabaseTimeoutSeconds * 1000,
    synchronous: settings.serverDatabaseSynchronous === "FULL" ? "FULL" : "NORMAL",
  });
}

/** `sqlite:///relative.db`, `sqlite:////absolute.db`, with or without `+aiosqlite`, or a plain path. */
function sqlitePath(url: string): string {
  return url.replace(/^sqlite(\+\w+)?:\/\/\//, "");
}
