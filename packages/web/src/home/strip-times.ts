import { zonedFormat } from "../times/zoned-format.ts";

const DAY_SECONDS = 86_400;

const clock = zonedFormat({ hour: "2-digit", minute: "2-digit" });
const moment = zonedFormat({ weekday: "short", hour: "2-digit", minute: "2-digit" });
const momentOfMonth = zonedFormat({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** "14:00 to 14:30", with the day of the week where the span has several, with the date where a week would not tell. */
export function formatStretch(start: string, end: string, spanSeconds: number): string {
  const format = spanSeconds <= DAY_SECONDS ? clock : spanSeconds <= 7 * DAY_SECONDS ? moment : momentOfMonth;
  return `${format(Date.parse(start))} to ${format(Date.parse(end))}`;
}
