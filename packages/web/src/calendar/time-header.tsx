import { clsx } from "clsx";
import { type CalendarSpan, calendarTicks } from "./calendar-span.ts";
import { loadOf } from "./lane-marks.ts";

const STRETCHES = { day: 24, week: 56, month: 62 } as const;
const UNITS = { day: "hour", week: "three hours", month: "half a day" } as const;

/** The clock or calendar over the lanes, and how much there is to do in each stretch of it. */
export function TimeHeader({ span, times }: { span: CalendarSpan; times: readonly string[] }) {
  const bounds = { start: span.start.getTime(), end: span.end.getTime() };
  const load = loadOf(
    times.map((time) => Date.parse(time)),
    bounds,
    STRETCHES[span.view],
  );
  const most = Math.max(1, ...load);
  return (
    <div className="sticky top-0 z-20 flex border-line border-b bg-surface">
      <p className="shrink-0 self-end px-4 pb-1 text-text-faint text-xs max-md:hidden md:w-72 md:border-line md:border-r">
        Runs per {UNITS[span.view]}, at most {Math.max(0, ...load)}
      </p>
      <div className="min-w-0 grow">
        <div aria-hidden="true" className="tabular relative h-6 overflow-hidden text-2xs text-text-faint">
          {calendarTicks(span).map(({ share, text }, index) => (
            <span
              key={text}
              className={clsx(
                "absolute top-1 whitespace-nowrap pl-1",
                // On a phone thirty days have no room for thirty numbers.
                span.view === "month" && index % 3 !== 0 && "max-md:hidden",
                span.view === "day" && index % 2 !== 0 && "max-md:hidden",
              )}
              style={{ left: `${share * 100}%` }}
            >
              {text}
            </span>
          ))}
        </div>
        <div
          role="img"
          aria-label={`Load: ${times.length} runs, at most ${Math.max(0, ...load)} per ${UNITS[span.view]}`}
          className="flex h-4 gap-px"
        >
          {load.map((count, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: each place is a stretch of time of its own.
              key={index}
              title={`${count} ${count === 1 ? "run" : "runs"}`}
              className={clsx(
                "h-full grow forced-color-adjust-none",
                count === 0 ? "bg-sunken" : "bg-accent-fill",
              )}
              style={count === 0 ? undefined : { opacity: 0.2 + 0.8 * (count / most) }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** A line down the lanes where it is now. */
export function NowLine({ span, now }: { span: CalendarSpan; now: number }) {
  const [start, end] = [span.start.getTime(), span.end.getTime()];
  if (now < start || now >= end) return null;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-y-0 right-0 left-72 z-10 max-md:hidden"
    >
      <div
        className="absolute inset-y-0 w-0.5 bg-accent-fill"
        style={{ left: `${((now - start) / (end - start)) * 100}%` }}
      />
    </div>
  );
}
