import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const IN_MEMORY = "/dev/shm";

/** A folder in memory where the machine has one with so much room: the tests' commits then wait for no disk. */
export function fastFolder(roomBytes = 0): string {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize < roomBytes ? tmpdir() : IN_MEMORY;
  } catch {
    return tmpdir();
  }
}
