import { zonedFormat } from "../times/zoned-format.ts";

const DAY_SECONDS = 86_400;

const clock = zonedFormat({ hour: "2-digit", minute: "2-digit" });
const moment = zonedFormat({ weekday: "short", hour: "2-digit", minute: "2-digit" });

/** "14:00 to 14:30", with the day where the span has several. */
export function formatStretch(start: string, end: string, spanSeconds: number): string {
  const format = spanSeconds > DAY_SECONDS ? moment : clock;
  return `${format(Date.parse(start))} to ${format(Date.parse(end))}`;
}
