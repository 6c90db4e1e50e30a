import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { ReeveError } from "@reeve/protocol/errors";

/** The variables that a folder's `.env` file names; none where there is no such file. */
export function readDotEnv(folder: string): { path: string; values: Readonly<Record<string, string>> } {
  const path = join(folder, ".env");
  try {
    return { path, values: parseEnv(readFileSync(path, "utf8")) as Record<string, string> };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    // Virtual environments of Python are folders of that name.
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return { path, values: {} };
    throw new ReeveError("invalid_request", `The file ${path} cannot be read: ${message}`, { cause });
  }
}
