import type { HttpAnswer } from "./transport.ts";

// Busy, throttled, restarting: the same request may well succeed a moment later.
const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 429, 502, 503]);

/** Whether a call that got an answer of this status is repeated; `others` are so, too. */
export const isRetriedOr =
  (others: readonly number[]) =>
  (status: number): boolean =>
    RETRIED_STATUSES.has(status) || others.includes(status);

/** How long to wait before the attempt after number `attempt` (from 0): as the server asks, else 2^n seconds and a little. */
export function retryDelayMs(attempt: number, answer: HttpAnswer | undefined, nowMs: number): number {
  const asked = answer && retryAfterSeconds(answer.headers["retry-after"], nowMs);
  if (asked !== undefined) return asked * 1000;
  // Jitter keeps clients that failed together from coming back together.
  return 2 ** attempt * 1000 * (1 + Math.random() * 0.2);
}

/** Reads `Retry-After`: a number of seconds, which may have a fraction, or an HTTP date. */
export function retryAfterSeconds(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - nowMs) / 1000);
}
