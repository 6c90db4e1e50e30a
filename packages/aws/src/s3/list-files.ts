import type { Dirent } from "node:fs";
import { opendir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import ignore, { type Ignore } from "ignore";

/** A file below a folder; its path has "/" between the parts on every system. */
export type LocalFile = { path: string; location: string; size: number };

/** Read when no other is named, the first that is there. */
const IGNORE_FILES = [".reeveignore", ".prefectignore"];

/**
 * The files below a folder, as they are found, without those that an ignore file (of the form of .gitignore) names:
 * the given one, which `null` says is none, else the folder's own.
 */
export async function* listFiles(folder: string, ignoreFile?: string | null): AsyncGenerator<LocalFile> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new ReeveError("not_found", `There is no folder ${folder}.`);
  const ignored = await readIgnoreFile(folder, ignoreFile);
  yield* filesBelow(folder, "", ignored);
}

async function* filesBelow(folder: string, below: string, ignored: Ignore): AsyncGenerator<LocalFile> {
  for await (const entry of await opendir(join(folder, below))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!ignored.ignores(`${path}/`)) yield* filesBelow(folder, path, ignored);
    } else if (!ignored.ignores(path)) {
      const size = await sizeOfFile(join(folder, path), entry);
      if (size !== undefined) yield { path, location: join(folder, path), size };
    }
  }
}

/** Links to files are uploaded as what they lead to; folders that are linked to might hold themselves. */
async function sizeOfFile(location: string, entry: Dirent): Promise<number | undefined> {
  if (!entry.isFile() && !entry.isSymbolicLink()) return undefined;
  const found = await stat(location);
  return found.isFile() ? found.size : undefined;
}

async function readIgnoreFile(folder: string, given: string | null | undefined): Promise<Ignore> {
  const rules = ignore();
  if (given === null) return rules;
  const names = given === undefined ? IGNORE_FILES.map((name) => join(folder, name)) : [given];
  for (const name of names) {
    const content = await readFile(name, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" && given === undefined) return undefined;
      throw new ReeveError("not_found", `The ignore file ${name} cannot be read: ${error.message}.`, {
        cause: error,
      });
    });
    if (content !== undefined) return rules.add(content);
  }
  return rules;
}
