import { ReeveError } from "@reeve/protocol/errors";

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const FORM = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** A length of time: milliseconds as a number, or text such as "100ms", "30s", "5m", "2h" or "1d". */
export type Duration = number | `${number}${keyof typeof MILLISECONDS}`;

/** The milliseconds of a duration; throws a ReeveError when it is none or negative. */
export function toMilliseconds(duration: Duration): number {
  if (typeof duration === "number" && duration >= 0) return duration;
  const [, amount, unit] = FORM.exec(String(duration)) ?? [];
  if (amount === undefined) {
    throw new ReeveError(
      "invalid_request",
      `"${duration}" is not a duration; give milliseconds as a number, or text like "30s" or "100ms".`,
    );
  }
  return Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
}
