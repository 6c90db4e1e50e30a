import type { WorkQueue } from "@reeve/protocol";
import type { PoolHealth } from "../components/pool-health.ts";

/** How a queue does, in words. */
export function queueHealth({
  status,
  is_paused: isPaused,
}: Pick<WorkQueue, "status" | "is_paused">): PoolHealth {
  if (isPaused) return { tone: "paused", word: "Paused" };
  if (status === "READY") return { tone: "good", word: "Ready" };
  return { tone: "warning", word: "Not ready", cause: "nobody fetches its runs" };
}
