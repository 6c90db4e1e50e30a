import { type Duration, toMilliseconds } from "../duration.ts";

/** Delays that grow by `factor` (2 when left out) from `first`, up to `max`. */
export type ExponentialDelay = { first: Duration; factor?: number; max?: Duration };

/** The pause before each retry: always the same, one after the other (the last repeats), or growing. */
export type RetryDelay = Duration | readonly Duration[] | ExponentialDelay;

// The wire carries no more delays than this; they are for display, as retries are driven here.
const MOST_DELAYS = 50;

/** The pause before retry number `retry` (from 1), without jitter. */
export function retryDelayMs(delay: RetryDelay | undefined, retry: number): number {
  if (delay === undefined) return 0;
  if (typeof delay !== "object") return toMilliseconds(delay);
  if (isList(delay)) return toMilliseconds(delay[Math.min(retry, delay.length) - 1] ?? 0);
  const grown = toMilliseconds(delay.first) * (delay.factor ?? 2) ** (retry - 1);
  return delay.max === undefined ? grown : Math.min(grown, toMilliseconds(delay.max));
}

/** Moves a delay at random by up to that part of it (0.5: between half and one and a half), so that retries spread. */
export function withJitter(delayMs: number, factor: number | undefined): number {
  if (!factor) return delayMs;
  return Math.max(0, delayMs * (1 + factor * (Math.random() * 2 - 1)));
}

/** The delays in seconds as a run's policy names them: one number, or one for each retry. */
export function policyDelays(delay: RetryDelay | undefined, retries: number): number | number[] {
  if (delay === undefined || typeof delay !== "object") return retryDelayMs(delay, 1) / 1000;
  const count = Math.min(MOST_DELAYS, isList(delay) ? delay.length : retries);
  return Array.from({ length: count }, (_, index) => retryDelayMs(delay, index + 1) / 1000);
}

const isList = (delay: object): delay is readonly Duration[] => Array.isArray(delay);
