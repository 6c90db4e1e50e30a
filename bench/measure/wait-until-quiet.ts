import { setTimeout as sleep } from "node:timers/promises";
import type { BenchServer } from "../servers/bench-server.ts";

const WINDOW_MS = 250;
// A server that does nothing but its periodic chores stays below this; one that works off a backlog does not.
const QUIET_SHARE = 0.12;
const QUIET_WINDOWS = 2;

/**
 * Waits until the server has hardly used the CPU for half a second. True when that came within the limit;
 * false when the server still works then.
 */
export async function waitUntilQuiet(server: BenchServer, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  let quietWindows = 0;
  while (performance.now() < deadline) {
    const before = server.cpuMs();
    await sleep(WINDOW_MS);
    quietWindows = server.cpuMs() - before <= WINDOW_MS * QUIET_SHARE ? quietWindows + 1 : 0;
    if (quietWindows === QUIET_WINDOWS) return true;
  }
  return false;
}
