import type { WorkPool } from "@reeve/protocol";

export type PoolHealth = {
  tone: "good" | "warning" | "paused";
  word: string;
  /** Why it is so; left out where all is well. */
  cause?: string;
};

const late = (count: number): string =>
  count === 1 ? "1 run late" : `${count.toLocaleString("en")} runs late`;

/** How a pool does, in words: whether its runs are taken on, and why not. */
export function poolHealth(
  { status, is_paused: isPaused }: Pick<WorkPool, "status" | "is_paused">,
  lateRuns: number,
): PoolHealth {
  const lateness = lateRuns > 0 ? [late(lateRuns)] : [];
  if (isPaused)
    return { tone: "paused", word: "Paused", cause: ["no run is taken on", ...lateness].join("; ") };
  if (status === "NOT_READY") {
    return { tone: "warning", word: "Not ready", cause: ["no worker is online", ...lateness].join("; ") };
  }
  if (lateRuns > 0) return { tone: "warning", word: "Behind", cause: late(lateRuns) };
  return { tone: "good", word: "Ready" };
}
