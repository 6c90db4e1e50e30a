/** The levels a reader tells apart; Python's numbers in between belong to the one below them. */
export const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The level of a number: 40 and above are errors, 30 warnings, 20 info. */
export function levelOf(level: number): LogLevel {
  if (level >= 40) return "error";
  if (level >= 30) return "warning";
  return level >= 20 ? "info" : "debug";
}

/** What stands in the level column. */
export function levelLabel(level: number): string {
  if (level >= 50) return "CRIT";
  return { debug: "DEBUG", info: "INFO", warning: "WARN", error: "ERROR" }[levelOf(level)];
}
