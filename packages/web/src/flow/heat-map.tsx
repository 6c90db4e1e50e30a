import type { HistoryResponse } from "@reeve/protocol";
import { clsx } from "clsx";
import { useShownZone } from "../times/shown-zone.ts";
import { zonedFormat } from "../times/zoned-format.ts";

type Props = { days: readonly HistoryResponse[] };
type Day = { start: string; total: number; bad: number };

const date = zonedFormat({ weekday: "short", day: "numeric", month: "short" });
const month = zonedFormat({ month: "short" });
const WEEKDAYS = ["Mon", "", "Wed", "", "Fri", "", "Sun"];

/** The days of the last weeks: the fuller the colour, the more runs; another one where some of them went wrong. */
export function HeatMap({ days }: Props) {
  useShownZone();
  const all = days.map(toDay);
  const most = Math.max(1, ...all.map(({ total }) => total));
  const weeks = Array.from({ length: Math.ceil(all.length / 7) }, (_, week) =>
    all.slice(week * 7, week * 7 + 7),
  );
  const sum = (key: "total" | "bad") => all.reduce((total, day) => total + day[key], 0);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex gap-1">
        <div aria-hidden="true" className="mr-1 flex flex-col gap-1 pt-4 text-2xs text-text-faint">
          {WEEKDAYS.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never change places.
            <span key={index} className="h-3 leading-3">
              {name}
            </span>
          ))}
        </div>
        <div
          role="img"
          aria-label={`Runs by day: ${sum("total")} in ${weeks.length} weeks, ${sum("bad")} of them failed`}
          className="flex gap-1"
        >
          {weeks.map((week, index) => (
            <Week key={week[0]?.start ?? index} week={week} before={weeks[index - 1]} most={most} />
          ))}
        </div>
      </div>
      <p className="flex flex-wrap gap-x-3 text-2xs text-text-faint">
        <Key look="bg-completed-fill">all completed</Key>
        <Key look="bg-late-fill">some failed</Key>
        <Key look="bg-failed-fill">half or more failed</Key>
        <Key look="bg-hover">no run</Key>
      </p>
    </div>
  );
}

function Week({
  week,
  before,
  most,
}: {
  week: readonly Day[];
  before: readonly Day[] | undefined;
  most: number;
}) {
  const monthOf = (days: readonly Day[] | undefined) => days?.[0] && month(Date.parse(days[0].start));
  return (
    <div className="flex flex-col gap-1">
      <span className="h-3 w-3 overflow-visible whitespace-nowrap text-2xs text-text-faint leading-3">
        {before && monthOf(week) !== monthOf(before) ? monthOf(week) : ""}
      </span>
      {week.map(({ start, total, bad }) => (
        <span
          key={start}
          title={`${date(Date.parse(start))}: ${total} ${total === 1 ? "run" : "runs"}${bad > 0 ? `, ${bad} failed` : ""}`}
          className={clsx("size-3 rounded-[2px] forced-color-adjust-none", lookOf(total, bad))}
          style={total === 0 ? undefined : { opacity: 0.4 + 0.6 * Math.sqrt(total / most) }}
        />
      ))}
    </div>
  );
}

function lookOf(total: number, bad: number): string {
  if (total === 0) return "bg-hover";
  if (bad === 0) return "bg-completed-fill";
  return bad * 2 < total ? "bg-late-fill" : "bg-failed-fill";
}

function Key({ look, children }: { look: string; children: string }) {
  return (
    <span className="flex items-center gap-1">
      <span aria-hidden="true" className={clsx("size-2 rounded-[2px]", look)} />
      {children}
    </span>
  );
}

function toDay({ interval_start, states }: HistoryResponse): Day {
  const count = (types: readonly string[]) =>
    states
      .filter(({ state_type }) => types.length === 0 || types.includes(state_type))
      .reduce((sum, { count_runs }) => sum + count_runs, 0);
  return { start: interval_start, total: count([]), bad: count(["FAILED", "CRASHED"]) };
}
