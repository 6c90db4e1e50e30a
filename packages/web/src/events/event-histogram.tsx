import type { EventCount } from "@reeve/protocol";
import { clsx } from "clsx";
import { useState } from "react";
import { formatTime } from "../components/format-time.ts";
import { useShownZone } from "../times/shown-zone.ts";

type Props = { counts: readonly EventCount[] | undefined; onChoose: (since: string, until: string) => void };

/** How many events there were over time; a bar leads to its stretch of it. */
export function EventHistogram({ counts, onChoose }: Props) {
  useShownZone();
  const [pointed, setPointed] = useState<number>();
  const top = Math.max(1, ...(counts ?? []).map(({ count }) => count));
  const total = counts?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const shown = pointed === undefined ? undefined : counts?.[pointed];
  const first = counts?.[0];
  const last = counts?.at(-1);
  return (
    <figure className="shrink-0 border-line border-b px-4 pt-3 pb-1.5">
      <div
        role="img"
        aria-label={`Events over time: ${total.toLocaleString("en")} in all, at most ${top.toLocaleString("en")} in a bar`}
        className="flex h-16 items-end border-line border-b"
        onPointerLeave={() => setPointed(undefined)}
      >
        {counts?.map(({ count, start_time, end_time }, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the menu of times does the same for keys.
          // biome-ignore lint/a11y/noStaticElementInteractions: the picture as a whole is named above.
          <div
            key={start_time}
            onPointerMove={() => setPointed(at)}
            onClick={() => onChoose(start_time, end_time)}
            className={clsx(
              "flex h-full min-w-0 grow basis-0 cursor-crosshair items-end px-px",
              at === pointed && "bg-selected",
            )}
          >
            {count > 0 && (
              <div
                className="min-h-0.5 w-full rounded-t-[2px] bg-accent-fill"
                style={{ height: `${(count / top) * 100}%` }}
              />
            )}
          </div>
        ))}
      </div>
      <figcaption className="tabular flex h-5 items-end justify-between gap-2 text-2xs text-text-faint">
        <span>{first && when(first.start_time)}</span>
        {shown && (
          <span className="text-text">
            {when(shown.start_time)} – {when(shown.end_time)}: {shown.count.toLocaleString("en")}
          </span>
        )}
        <span>{last && when(last.end_time)}</span>
      </figcaption>
    </figure>
  );
}

const when = (timestamp: string): string => formatTime(Date.parse(timestamp), Date.now());
