import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import dockerignore from "@balena/dockerignore";
import ignore from "ignore";
import { pack } from "tar-fs";

/**
 * The folder as an archive for the engine, without what its `.dockerignore` names, or where there is none, its
 * `.reeveignore` or `.prefectignore`. A Dockerfile that is in no file is put beside what is there.
 */
export function packContext(folder: string, made?: { name: string; text: string }): Readable {
  const isIgnored = ignoredIn(folder);
  const archive = pack(folder, {
    ignore: (path) => isIgnored(relative(folder, path)),
    finalize: false,
    finish(packing) {
      if (made) packing.entry({ name: made.name }, made.text);
      packing.finalize();
    },
  });
  return archive.pipe(createGzip());
}

function ignoredIn(folder: string): (path: string) => boolean {
  const read = (name: string): string | undefined =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : undefined;
  const docker = read(".dockerignore");
  if (docker !== undefined) {
    const rules = dockerignore.default({ ignorecase: false }).add(docker);
    return (path) => path !== "" && rules.ignores(path);
  }
  const rules = ignore().add(read(".reeveignore") ?? read(".prefectignore") ?? "");
  // A rule such as `data/` matches folders alone, which the path does not tell from files.
  return (path) => path !== "" && (rules.ignores(path) || rules.ignores(`${path}/`));
}
