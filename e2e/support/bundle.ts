import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../scripts/set-up/root.mjs";

const FOLDER = fromRoot("packages/web/dist");
const ASSETS = join(FOLDER, "assets");

/** Bytes of files, as they lie there and as they are sent with gzip. */
export type Size = { raw: number; gzip: number; files: number };

/** The size of some files of the built UI, by their paths below its folder. */
export function sizeOf(paths: Iterable<string>): Size {
  const size = { raw: 0, gzip: 0, files: 0 };
  for (const path of paths) {
    const file = join(FOLDER, path);
    size.files += 1;
    size.raw += statSync(file).size;
    // Small files are sent as they are.
    size.gzip += (statSync(`${file}.gz`, { throwIfNoEntry: false }) ?? statSync(file)).size;
  }
  return size;
}

/** The files of the built UI whose names end so. */
export const assetsEnding = (ending: string): string[] =>
  readdirSync(ASSETS)
    .filter((name) => name.endsWith(ending))
    .map((name) => `assets/${name}`);

/** The scripts that the page itself loads, and those they import. */
export function firstScripts(): Set<string> {
  const html = readFileSync(join(FOLDER, "index.html"), "utf8");
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, path = ""]) => path);
  return new Set(["theme.js", ...named.flatMap((path) => [path, ...importsOf(path)])]);
}

/** Each script that is loaded later, with all that it imports and that is not loaded yet. */
export function laterScripts(): Map<string, string[]> {
  const first = firstScripts();
  const later = new Map<string, string[]>();
  for (const path of assetsEnding(".js")) {
    for (const [, name = ""] of read(path).matchAll(/\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
      const target = `assets/${name}`;
      later.set(
        target,
        [target, ...importsOf(target)].filter((one) => !first.has(one)),
      );
    }
  }
  return later;
}

function importsOf(path: string, found = new Set<string>()): Set<string> {
  if (path.startsWith("assets/")) {
    for (const [, name = ""] of read(path).matchAll(/\b(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
      const target = `assets/${name}`;
      if (found.has(target)) continue;
      found.add(target);
      importsOf(target, found);
    }
  }
  return found;
}

const read = (path: string): string => readFileSync(join(FOLDER, path), "utf8");
