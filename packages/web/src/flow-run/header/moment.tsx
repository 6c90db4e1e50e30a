import { formatDuration } from "../../components/format-duration.ts";
import { exactTimes, formatRelative } from "../../components/format-time.ts";
import { Tooltip } from "../../components/tooltip.tsx";
import { useNow } from "../../components/use-now.ts";
import { useShownZone } from "../../times/shown-zone.ts";
import { dayText } from "../../times/wall-time.ts";
import { zonedFormat } from "../../times/zoned-format.ts";

const MINUTE = 60_000;
const today = zonedFormat({
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const otherDay = zonedFormat({
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});

/** An instant with its zone, the date unless it is today (with `isDated` always), and how far it is from now. */
export function Moment({ value, isDated = false }: { value: string; isDated?: boolean }) {
  const at = Date.parse(value);
  const isClose = Math.abs(Date.now() - at) < 60_000;
  const now = useNow(isClose ? "second" : "minute");
  useShownZone();
  const isToday = !isDated && dayText(at) === dayText(now);
  return (
    <Tooltip
      content={
        <dl className="tabular grid grid-cols-[auto_auto] gap-x-3">
          {exactTimes(value).map(({ label, text }) => (
            <div key={label} className="contents">
              <dt className="text-text-faint">{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      }
    >
      <time dateTime={value} className="tabular sm:whitespace-nowrap">
        {(isToday ? today : otherDay)(at)}
        <span className="text-text-faint">
          {" "}
          · {at - now > MINUTE ? `in ${formatDuration(at - now)}` : formatRelative(at, now)}
        </span>
      </time>
    </Tooltip>
  );
}
