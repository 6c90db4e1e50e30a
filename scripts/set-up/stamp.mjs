import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromRoot } from "./root.mjs";

/** A hash over the names and contents of files and, recursively, directories; absent ones count as empty. */
export function hashFiles(paths) {
  const hash = createHash("sha256");
  for (const path of paths) addToHash(hash, path);
  return hash.digest("hex");
}

function addToHash(hash, path) {
  const stats = statSync(fromRoot(path), { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    for (const name of readdirSync(fromRoot(path)).sort()) addToHash(hash, join(path, name));
  } else if (stats) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(fromRoot(path)))
      .update("\0");
  }
}

/** Whether the stamp file holds this very text. */
export function hasStamp(path, text) {
  try {
    return readFileSync(fromRoot(path), "utf8") === text;
  } catch {
    return false;
  }
}

/** Marks work as done, once it is. */
export function writeStamp(path, text) {
  mkdirSync(dirname(fromRoot(path)), { recursive: true });
  writeFileSync(fromRoot(path), text);
}
