import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { ProcessIdentity } from "./run-folder.ts";

/**
 * What tells a process from a later one with the same number: the moment it started. Undefined when there is none.
 * On Linux that stands in /proc; elsewhere `ps` tells.
 */
export function startOfProcess(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything; the 20th field after it is the start in clock ticks since boot.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    if (process.platform === "linux") return undefined;
  }
  const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return stdout?.trim() || undefined;
}

/** Whether the process still is the one that started then. */
export const isAlive = ({ pid, startedAt }: ProcessIdentity): boolean => startOfProcess(pid) === startedAt;

export const ownIdentity = (): ProcessIdentity => ({
  pid: process.pid,
  startedAt: startOfProcess(process.pid) ?? "",
});
