import { randomUUID } from "node:crypto";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import ignore from "ignore";
import type { DirectoryCopy, DirectoryStorage, WritableFileSystem } from "./file-system.ts";
import { installedBlock } from "./installed-block.ts";
import { type PlainField, plainFields, TEXT } from "./plain-fields.ts";

const PATH: PlainField = {
  expected: "the path of a folder",
  is: (value) => value === null || TEXT.is(value),
  otherwise: () => null,
};

/** Files below a folder of this machine; the same block as Python's `LocalFileSystem`. */
export class LocalFileSystem
  extends installedBlock({
    name: "Local File System",
    slug: "local-file-system",
    className: "LocalFileSystem",
    fields: plainFields<{ basepath?: string | null }, { basepath: string | null }>({ basepath: PATH }),
  })
  implements WritableFileSystem, DirectoryStorage
{
  /** Where a path of the block is on this machine; throws a ReeveError when that is outside of its folder. */
  resolvePath(path = ""): string {
    const base = resolve(expandHome(this.basepath ?? "."));
    const resolved = resolve(base, expandHome(path));
    if (resolved === base || resolved.startsWith(base.endsWith(sep) ? base : base + sep)) return resolved;
    throw new ReeveError("invalid_request", `The path "${path}" is outside of the folder ${base}.`);
  }

  async readPath(path: string): Promise<Uint8Array> {
    const place = this.resolvePath(path);
    try {
      return await readFile(place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
      throw new ReeveError("not_found", `There is no file ${place}.`, { cause: error });
    }
  }

  async writePath(path: string, content: Uint8Array): Promise<string> {
    const place = this.resolvePath(path);
    await mkdir(dirname(place), { recursive: true });
    // Renamed when it is whole: whoever reads meanwhile finds the old file or the new.
    const partial = join(dirname(place), `.${basename(place)}.${randomUUID()}`);
    try {
      await writeFile(partial, content);
      await rename(partial, place);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    return place;
  }

  async deletePath(path: string): Promise<void> {
    await rm(this.resolvePath(path), { force: true });
  }

  /** Leaves out what the folder's `.prefectignore` names. */
  async getDirectory({ fromPath, toPath = "." }: DirectoryCopy = {}): Promise<void> {
    const from = this.resolvePath(fromPath);
    await copyDirectory(from, resolve(toPath), join(from, ".prefectignore"), false);
  }

  async putDirectory({
    fromPath = ".",
    toPath,
    ignoreFile,
  }: DirectoryCopy & { ignoreFile?: string } = {}): Promise<void> {
    await copyDirectory(resolve(fromPath), this.resolvePath(toPath), ignoreFile, true);
  }
}

async function copyDirectory(
  from: string,
  to: string,
  ignoreFile: string | undefined,
  isRequired: boolean,
): Promise<void> {
  if (from === to) return;
  const patterns = ignoreFile === undefined ? "" : await readPatterns(ignoreFile, isRequired);
  const ignored = ignore().add(patterns);
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter(source) {
      const path = relative(from, source).split(sep).join("/");
      return path === "" || !(ignored.ignores(path) || ignored.ignores(`${path}/`));
    },
  });
}

async function readPatterns(file: string, isRequired: boolean): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (isRequired || error.code !== "ENOENT") throw error;
    return "";
  });
}

const expandHome = (path: string): string =>
  path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
