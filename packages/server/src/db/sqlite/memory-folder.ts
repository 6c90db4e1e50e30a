import { accessSync, constants, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "reeve-memory-";

/** A folder in memory where the machine has one, else for temporary files; it goes with this process at the latest. */
export function memoryFolder(): { file: string; remove(): void } {
  const parent = isWritable("/dev/shm") ? "/dev/shm" : tmpdir();
  removeForgotten(parent);
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  return {
    file: join(folder, "reeve.db"),
    remove: () => {
      process.off("exit", remove);
      remove();
    },
  };
}

/** Removes what processes left behind that were killed. */
function removeForgotten(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
