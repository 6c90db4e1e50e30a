import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { describeSchedule } from "../schedules/describe-schedule.ts";
import { scheduleOf } from "../schedules/timing.ts";
import { useShownZone } from "../times/shown-zone.ts";
import type { ScheduleDraft } from "./schedule-draft.ts";

// Typing is not a wish to see the times of each letter.
const PAUSE_MS = 300;

/** The schedule in words, and its next times as the server tells them: in its zone, and in the one that is shown. */
export function ScheduleTimes({ draft }: { draft: ScheduleDraft }) {
  const schedule = scheduleOf(draft);
  const written = JSON.stringify(schedule ?? null);
  const [asked, setAsked] = useState(written);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(written), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [written]);
  const { data, error } = useQuery({
    queryKey: ["schedule-times", asked],
    queryFn: ({ signal }) => api.listScheduleTimes({ body: { schedule: JSON.parse(asked) } }, { signal }),
    enabled: asked !== "null",
    retry: false,
  });
  if (!schedule) return null;
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-sunken px-2.5 py-1.5">
      <p aria-live="polite" className="text-text-soft">
        {describeSchedule({ anchor_date: "", day_or: true, ...schedule } as never)}
      </p>
      {error ? (
        <p className="text-failed text-xs">{error.message}</p>
      ) : data?.times.length === 0 ? (
        <p className="text-late text-xs">It is never due in the next ten years.</p>
      ) : (
        <TimeTable times={data?.times ?? []} zone={draft.timezone} />
      )}
    </div>
  );
}

function TimeTable({ times, zone }: { times: readonly string[]; zone: string }) {
  const own = useShownZone();
  const zones = zone === own ? [zone] : [zone, own];
  return (
    <table aria-label="Next times" className="tabular min-h-54 w-full text-left align-top text-xs">
      <thead className="text-text-faint">
        <tr>
          {zones.map((one) => (
            <th key={one} scope="col" className="font-normal">
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {times.map((time) => (
          <tr key={time}>
            {zones.map((one) => (
              <td key={one} className="whitespace-nowrap leading-5">
                {formatIn(time, one)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function formatIn(time: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(new Date(time));
}
