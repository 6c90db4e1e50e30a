import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Where a package or a module is: beside the project first, which may have a package that whoever installed the
 * command has not, else beside the command. Undefined where it is in neither place.
 */
export function findModule(name: string, directory: string): string | undefined {
  const bases = [join(directory, "package.json"), import.meta.filename];
  const path = bases.reduce<string | undefined>((found, base) => found ?? resolveFrom(base, name), undefined);
  return path === undefined ? undefined : pathToFileURL(path).href;
}

function resolveFrom(base: string, name: string): string | undefined {
  try {
    return createRequire(base).resolve(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
  }
}
