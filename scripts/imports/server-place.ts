import { FLOORS, type Layer } from "./import-table.ts";

/** Where a file of the server stands: its layer, and for a noun's files the noun and its floor. */
export type ServerPlace = { readonly layer: Layer; readonly noun?: string; readonly floor?: number };

const LAYER_DIRECTORIES: readonly Layer[] = ["db", "http", "orchestration", "loops"];
// Directories that every noun may use, as it uses the files beside context.ts.
const SHARED_DIRECTORIES = ["encryption", "filters", "parameter-schemas", "schedules", "states"];
const COMPOSITION_FILES = ["server.ts", "index.ts", "all-reads.ts", "read-thread.ts", "read-threads.ts"];

/** Places a file by its path below the server's `src/`; undefined when its directory is in no table. */
export function serverPlace(path: string): ServerPlace | undefined {
  const [first = "", ...rest] = path.split("/");
  if (rest.length === 0) return { layer: COMPOSITION_FILES.includes(first) ? "composition" : "shared" };
  const layer = LAYER_DIRECTORIES.find((directory) => directory === first);
  if (layer) return { layer };
  if (SHARED_DIRECTORIES.includes(first)) return { layer: "shared" };
  const floor = FLOORS.findIndex((nouns) => nouns.includes(first));
  if (floor < 0) return undefined;
  return { layer: nounLayer(rest.join("/")), noun: first, floor };
}

function nounLayer(file: string): Layer {
  if (file === "routes.ts" || file === "reads.ts" || file.endsWith("-socket.ts")) return "routes";
  return file === "queries.ts" ? "queries" : "operation";
}
