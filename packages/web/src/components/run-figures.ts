import type { RecentRun } from "@reeve/protocol";

export type RunFigures = {
  ended: number;
  /** From 0 to 1; undefined when none has ended. */
  successRate: number | undefined;
  /** Seconds that half of those that completed stayed below, and that all but a twentieth did. */
  p50: number | undefined;
  p95: number | undefined;
};

const ENDS = new Set(["COMPLETED", "FAILED", "CRASHED"]);

/** How runs have done. What somebody cancelled says nothing about a flow. */
export function figuresOf(runs: readonly Pick<RecentRun, "state_type" | "seconds">[]): RunFigures {
  const ended = runs.filter(({ state_type }) => state_type !== null && ENDS.has(state_type));
  const completed = ended.filter(({ state_type }) => state_type === "COMPLETED");
  const seconds = completed.map((run) => run.seconds).sort((one, other) => one - other);
  const at = (share: number) => seconds[Math.min(seconds.length - 1, Math.floor(share * seconds.length))];
  return {
    ended: ended.length,
    successRate: ended.length > 0 ? completed.length / ended.length : undefined,
    p50: at(0.5),
    p95: at(0.95),
  };
}

/** "93 %"; never 100 while one has failed. */
export const formatRate = (rate: number): string =>
  `${rate === 1 ? 100 : Math.min(99, Math.round(rate * 100))} %`;
