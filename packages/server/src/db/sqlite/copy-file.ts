import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { withExistingFile } from "./open-existing.ts";

/** Copies a database as it is at one moment; who writes to it meanwhile waits for nothing. */
export function copyFile(path: string, copy: string): void {
  const draft = `${copy}.partial`;
  rmSync(draft, { force: true });
  try {
    withExistingFile(path, (raw) => raw.prepare("vacuum into ?").run(draft));
    sync(draft);
    renameSync(draft, copy);
    sync(dirname(copy));
  } finally {
    rmSync(draft, { force: true });
  }
}

/** SQLite leaves it to others whether the copy is on the disk when the power fails. */
function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
