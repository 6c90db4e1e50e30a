import { clsx } from "clsx";
import { useShownZone } from "../times/shown-zone.ts";
import { clockText } from "../times/wall-time.ts";
import { exactTimes, formatRelative, formatTime } from "./format-time.ts";
import { Tooltip } from "./tooltip.tsx";
import { useNow } from "./use-now.ts";

type Props = { value: string; className?: string };

/** An instant in the zone that is shown; its tooltip has it in the browser's, in UTC and as ISO 8601. */
export function Time({ value, className }: Props) {
  useShownZone();
  const now = useNow("minute");
  return <TimeText value={value} text={formatTime(Date.parse(value), now)} className={className} />;
}

/** The time of day of an instant, with milliseconds. */
export function ClockTime({ value, className }: Props) {
  useShownZone();
  return <TimeText value={value} text={clockText(value)} className={className} />;
}

/** How long ago, or how far ahead, an instant is; keeps up by itself. */
export function TimeAgo({ value, className }: Props) {
  const at = Date.parse(value);
  const isClose = Math.abs(Date.now() - at) < 60_000;
  const now = useNow(isClose ? "second" : "minute");
  return <TimeText value={value} text={formatRelative(at, now)} className={className} />;
}

function TimeText({ value, text, className }: Props & { text: string }) {
  return (
    <Tooltip content={<ExactTimes value={value} />}>
      <time dateTime={value} className={clsx("tabular inline-block whitespace-nowrap", className)}>
        {text}
      </time>
    </Tooltip>
  );
}

function ExactTimes({ value }: { value: string }) {
  return (
    <dl className="tabular grid grid-cols-[auto_auto] gap-x-3">
      {exactTimes(value).map(({ label, text }) => (
        <div key={label} className="contents">
          <dt className="text-text-faint">{label}</dt>
          <dd className={label === "ISO" ? "font-mono text-2xs leading-4" : ""}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
