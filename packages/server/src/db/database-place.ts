import { join } from "node:path";
import type { Settings } from "@reeve/settings";

/** Where the settings say that the data is. */
export type DatabasePlace =
  | { readonly dialect: "postgres"; readonly url: string }
  | { readonly dialect: "sqlite"; readonly path: string }
  | { readonly dialect: "memory" };

const POSTGRES = /^postgres(?:ql)?(?:\+\w+)?:/;

/**
 * Reads `REEVE_DATABASE_URL`: a PostgreSQL URL, an SQLite URL or the path of a file, each as Python's SQLAlchemy spells
 * it, too; without it, the file `reeve.db` of the home folder.
 */
export function databasePlace({
  serverDatabaseUrl,
  home,
}: Pick<Settings, "serverDatabaseUrl" | "home">): DatabasePlace {
  if (serverDatabaseUrl === "") return { dialect: "sqlite", path: join(home, "reeve.db") };
  if (POSTGRES.test(serverDatabaseUrl)) return { dialect: "postgres", url: postgresUrl(serverDatabaseUrl) };
  const path = serverDatabaseUrl.replace(/^sqlite(\+\w+)?:\/\/\/?/, "").replace(/\?.*$/, "");
  const isInMemory = path === "" || path.endsWith(":memory:");
  return isInMemory ? { dialect: "memory" } : { dialect: "sqlite", path };
}

/** asyncpg asks for an encrypted connection with `ssl`, where others say `sslmode`, and means what libpq means. */
function postgresUrl(given: string): string {
  const text = given.replace(POSTGRES, "postgresql:");
  const url = URL.parse(text);
  const mode = url?.searchParams.get("ssl");
  if (!url || !mode || !/^(?:allow|prefer|require|verify-(?:ca|full))$/.test(mode)) return text;
  url.searchParams.delete("ssl");
  url.searchParams.set("sslmode", mode);
  url.searchParams.set("uselibpqcompat", "true");
  return url.href;
}

/** The place as it may be shown: without user and password. */
export function shownPlace(place: DatabasePlace): string {
  if (place.dialect === "memory") return "in memory";
  return place.dialect === "sqlite" ? place.path : place.url.replace(/\/\/[^@/]*@/, "//");
}
