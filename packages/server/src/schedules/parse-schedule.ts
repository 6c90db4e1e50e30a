import {
  parseTimestamp,
  ReeveError,
  type Schedule,
  type ScheduleCreate,
  type Timestamp,
} from "@reeve/protocol";
import { parseDuration } from "../parse-duration.ts";
import { parseCron } from "./cron-expression.ts";
import { parseRuleSet, withStart } from "./rule-set.ts";
import { isTimeZone } from "./time-zone.ts";

/** A schedule as it is kept, with what was left out filled in; refuses one whose times could not be told. */
export function parseSchedule(given: ScheduleCreate, now: Timestamp): Schedule {
  const timezone = given.timezone ?? null;
  if (timezone !== null && !isTimeZone(timezone)) {
    throw new ReeveError(
      "unprocessable",
      `"${timezone}" is no time zone; use a name of the IANA database such as America/New_York.`,
    );
  }
  if ("interval" in given) {
    const anchor = given.anchor_date === undefined ? now : (parseTimestamp(given.anchor_date) ?? now);
    return { interval: secondsOf(given.interval), anchor_date: anchor, timezone: timezone ?? "UTC" };
  }
  if ("cron" in given) {
    parseCron(given.cron);
    return { cron: given.cron, timezone, day_or: given.day_or ?? true };
  }
  const rrule = withStart(given.rrule);
  parseRuleSet(rrule);
  return { rrule, timezone: timezone ?? "UTC" };
}

function secondsOf(interval: number | string): number {
  const seconds = parseDuration(interval) ?? 0;
  if (seconds > 0) return seconds;
  throw new ReeveError(
    "unprocessable",
    `The interval "${interval}" is not understood; give it in seconds, or as a duration such as PT1H30M.`,
  );
}
