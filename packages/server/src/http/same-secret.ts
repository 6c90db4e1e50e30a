import { timingSafeEqual } from "node:crypto";

/** True when the two texts are equal, in a time that does not tell how far they agree. */
export function isSameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
