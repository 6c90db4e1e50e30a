import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of a few megabytes in memory; only root may mount one. */
export type SmallDisk = Disposable & {
  readonly path: string;
  /** The same files at another path, where nothing can be written. */
  readonly readOnlyPath: string;
};

/** True where this process may mount file systems. */
export const canMount = ((): boolean => {
  try {
    using _ = mountSmallDisk(1);
    return true;
  } catch {
    return false;
  }
})();

export function mountSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), "reeve-disk-"));
  const readOnlyPath = mkdtempSync(join(tmpdir(), "reeve-read-only-"));
  const mount = (...args: string[]) => execFileSync("mount", args, { stdio: "pipe" });
  const remove = () => {
    for (const place of [readOnlyPath, path]) {
      // Twice mounted is twice unmounted; what is not mounted is not.
      try {
        execFileSync("umount", [place], { stdio: "pipe" });
      } catch {}
      rmdirSync(place);
    }
  };
  try {
    mount("-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", path);
    mount("--bind", path, readOnlyPath);
    mount("-o", "remount,bind,ro", readOnlyPath);
  } catch (error) {
    remove();
    throw error;
  }
  return { path, readOnlyPath, [Symbol.dispose]: remove };
}
