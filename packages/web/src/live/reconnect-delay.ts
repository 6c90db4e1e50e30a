const LEAST_MS = 1_000;
const MOST_MS = 30_000;

/** How long to wait before the next try: doubling from 1 to 30 s, with jitter so that browsers do not return together. */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  const most = Math.min(MOST_MS, LEAST_MS * 2 ** attempt);
  return Math.max(LEAST_MS, most * (0.5 + random() / 2));
}
