import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

type Server = typeof import("@reeve/server");

/**
 * The server: as one built file where there is one, which starts in a third of the time and with a third less memory
 * than from its hundreds of modules, or from its sources where any of them was changed since.
 */
export async function loadServer(): Promise<Server> {
  const sources = dirname(fileURLToPath(import.meta.resolve("@reeve/server")));
  const packages = join(sources, "../..");
  const builtAt = changedAt(join(packages, "server/dist/index.js"));
  const changed = ["server", "protocol", "settings"].map((name) => newestIn(join(packages, name, "src")));
  if (builtAt === undefined || Math.max(...changed) > builtAt) return import("@reeve/server");
  const built = "@reeve/server/built";
  return import(built) as Promise<Server>;
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Math.max(0, ...files.map((file) => changedAt(join(file.parentPath, file.name)) ?? 0));
}

const changedAt = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
