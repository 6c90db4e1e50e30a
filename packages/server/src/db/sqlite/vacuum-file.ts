import { statSync } from "node:fs";
import { isInUse, withExistingFile } from "./open-existing.ts";

/** Gives the space of deleted rows back, wholly when nobody else uses the file. */
export function vacuumFile(path: string): { bytesBefore: number; bytesAfter: number; isWhole: boolean } {
  const isWhole = !isInUse(path);
  const bytesBefore = bytesOf(path);
  withExistingFile(path, (raw) => {
    // A file of an earlier version gets its map of pages with this.
    if (isWhole) raw.exec("pragma auto_vacuum = incremental; vacuum");
    else raw.exec("pragma incremental_vacuum");
    raw.exec("pragma wal_checkpoint(truncate)");
  });
  return { bytesBefore, bytesAfter: bytesOf(path), isWhole };
}

const bytesOf = (path: string): number =>
  ["", "-wal"].reduce(
    (sum, suffix) => sum + (statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
