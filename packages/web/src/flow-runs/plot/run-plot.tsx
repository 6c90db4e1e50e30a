import type { RunPoint } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { clsx } from "clsx";
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from "react";
import { formatDuration } from "../../components/format-duration.ts";
import { formatTime } from "../../components/format-time.ts";
import { type StateTone, stateLabel, TONE_CLASSES } from "../../components/run-state.ts";
import { useWidth } from "../../components/use-width.ts";
import { useRemembered } from "../../flow-run/use-remembered.ts";
import { useShownZone } from "../../times/shown-zone.ts";
import { timeTicks } from "../../times/time-ticks.ts";
import type { RunListSearch } from "../run-list-search.ts";
import { parseTimeWord } from "../time-word.ts";
import { byTone, insetPx, nearestPoint, type PlacedPoint, type Plot, placePoints } from "./plot-model.ts";
import { shapesAt } from "./point-shapes.ts";

const HEIGHT_PX = 104;
// Farther away the pointer means no run.
const REACH_PX = 24;

type Props = { points: readonly RunPoint[] | undefined; count: number | undefined; search: RunListSearch };

/** How long the newest runs of the list took, by when they began; each is named when it is pointed at or reached by keys. */
export function RunPlot({ points, count, search }: Props) {
  useShownZone();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [isLog, setLog] = useRemembered<boolean>("run-plot-log", true);
  const [active, setActive] = useState<number>();
  const plot = useMemo(() => {
    if (!points?.length || width === 0) return undefined;
    const now = Date.now();
    const at = (word: string | undefined) => (word === undefined ? undefined : parseTimeWord(word, now));
    const until = at(search.to) ?? (search.from ? now : undefined);
    return placePoints(points, { width, height: HEIGHT_PX }, { from: at(search.from), until, isLog });
  }, [points, width, isLog, search.from, search.to]);
  const placed = plot?.placed ?? [];
  const shown = active === undefined ? undefined : placed[active];
  return (
    <>
      <div className="grid h-7 grid-cols-[1fr_auto] items-center gap-x-3 px-3 text-xs max-md:h-auto max-md:min-h-14 md:grid-cols-[1fr_auto_auto]">
        <p className="tabular min-w-0 truncate text-text-soft">
          {shown ? <PointWords point={shown.point} /> : <Extent points={points} count={count} />}
        </p>
        {plot && <Legend placed={placed} />}
        <button
          type="button"
          aria-pressed={isLog}
          onClick={() => setLog(!isLog)}
          className="h-6 rounded-sm px-1.5 text-text-soft hover:bg-hover aria-pressed:bg-selected aria-pressed:text-accent"
        >
          Log scale
        </button>
      </div>
      <div className="flex px-3">
        <DurationAxis plot={plot} />
        <div className="min-w-0 grow">
          <div ref={box} className="relative border-line border-b" style={{ height: HEIGHT_PX }}>
            {plot && <Marks plot={plot} width={width} />}
            {plot && <Pointed placed={placed} active={active} onActive={setActive} />}
          </div>
          <TimeAxis plot={plot} width={width} />
        </div>
      </div>
    </>
  );
}

function Extent({ points, count }: Omit<Props, "search">) {
  if (!points || count === undefined) return null;
  if (points.length === 0) return count === 0 ? null : "None of these runs has begun.";
  const all = points.length.toLocaleString("en");
  if (points.length >= count) return `Durations of ${all} ${count === 1 ? "run" : "runs"}`;
  return `Durations of the newest ${all} runs`;
}

function PointWords({ point }: { point: RunPoint }) {
  return (
    <>
      <span className="font-medium text-text">{point.name}</span> {sayPoint(point)}
    </>
  );
}

const sayPoint = ({ state_type, state_name, seconds, start_time }: RunPoint): string =>
  `${stateLabel(state_type, state_name)}, ${formatDuration(seconds * 1_000)}, began ${formatTime(Date.parse(start_time), Date.now())}`;

const LEGEND_WORDS: Partial<Record<StateTone, string>> = { retry: "awaiting retry" };

function Legend({ placed }: { placed: readonly PlacedPoint[] }) {
  return (
    <ul className="flex items-center gap-3 whitespace-nowrap text-text-soft max-md:order-last max-md:col-span-2 max-md:flex-wrap max-md:gap-y-0.5">
      {byTone(placed)
        .toReversed()
        .map(([tone, group]) => (
          <li key={tone} className="flex items-center gap-1.5">
            <svg width="12" height="12" aria-hidden="true" className="shrink-0">
              <Shapes tone={tone} places={[{ x: 6, y: 6 }]} />
            </svg>
            <span className="tabular">{group.length.toLocaleString("en")}</span> {LEGEND_WORDS[tone] ?? tone}
          </li>
        ))}
    </ul>
  );
}

function Shapes({ tone, places }: { tone: StateTone; places: readonly { x: number; y: number }[] }) {
  const { path, isFilled, strokeWidth } = shapesAt(tone, places);
  return (
    <path
      d={path}
      fill={isFilled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth={strokeWidth}
      className={TONE_CLASSES[tone].text}
    />
  );
}

/** What is drawn; it does not change with what is pointed at. */
const Marks = memo(function Marks({ plot, width }: { plot: Plot; width: number }) {
  return (
    <svg width={width} height={HEIGHT_PX} aria-hidden="true" className="absolute inset-0">
      {plot.scale.ticks.map(({ share }) => (
        <line
          key={share}
          x1="0"
          x2={width}
          y1={insetPx(1 - share, HEIGHT_PX)}
          y2={insetPx(1 - share, HEIGHT_PX)}
          className="stroke-line"
        />
      ))}
      {byTone(plot.placed).map(([tone, group]) => (
        <Shapes key={tone} tone={tone} places={group} />
      ))}
    </svg>
  );
});

type PointedProps = {
  placed: readonly PlacedPoint[];
  active: number | undefined;
  onActive: (index: number | undefined) => void;
};

/** The run that is pointed at as a link on its point; the arrows lead it from run to run. */
function Pointed({ placed, active, onActive }: PointedProps) {
  const navigate = useNavigate();
  const before = useRef<number>(undefined);
  const last = placed.length - 1;
  const index = Math.min(active ?? last, last);
  const { point, x, y } = placed[index] as PlacedPoint;
  const pointAt = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    onActive(nearestPoint(placed, event.clientX - left, event.clientY - top, REACH_PX));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onActive(Math.max(0, Math.min(last, to)));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: for keys there is the link in it.
    // biome-ignore lint/a11y/noStaticElementInteractions: what the pointer does here the link does for all others.
    <div
      className={clsx("absolute inset-0", active !== undefined && "cursor-pointer")}
      onPointerDown={(event) => {
        before.current = active;
        if (event.pointerType !== "mouse") pointAt(event);
      }}
      onPointerMove={pointAt}
      onPointerLeave={(event) => event.pointerType === "mouse" && onActive(undefined)}
      onClick={({ nativeEvent, target }) => {
        // A finger has no way to point: the first touch names the run, the second opens it.
        const isNamed =
          (nativeEvent as globalThis.PointerEvent).pointerType === "mouse" || before.current === active;
        if (active === undefined || !isNamed || target instanceof HTMLAnchorElement) return;
        void navigate({ to: "/runs/flow-run/$flowRunId", params: { flowRunId: point.id } });
      }}
    >
      <Link
        to="/runs/flow-run/$flowRunId"
        params={{ flowRunId: point.id }}
        aria-label={`${point.name}: ${sayPoint(point)}. Run ${index + 1} of ${placed.length} in the plot.`}
        aria-keyshortcuts="ArrowLeft ArrowRight"
        onFocus={() => onActive(index)}
        onBlur={() => onActive(undefined)}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const isFinger = (event.nativeEvent as globalThis.PointerEvent).pointerType === "touch";
          if (isFinger && before.current !== active) event.preventDefault();
        }}
        className={clsx(
          "-translate-1/2 absolute size-6 rounded-full border-2 border-text focus-visible:opacity-100",
          active === undefined && "opacity-0",
        )}
        style={{ left: x, top: y }}
      />
    </div>
  );
}

function DurationAxis({ plot }: { plot: Plot | undefined }) {
  return (
    <div aria-hidden="true" className="tabular relative w-12 shrink-0 text-2xs text-text-faint">
      {plot?.scale.ticks.map(({ share, text }) => (
        <span
          key={text}
          className="-translate-y-1/2 absolute right-2 whitespace-nowrap"
          style={{ top: insetPx(1 - share, HEIGHT_PX) }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

function TimeAxis({ plot, width }: { plot: Plot | undefined; width: number }) {
  return (
    <div aria-hidden="true" className="tabular relative h-6 overflow-hidden text-2xs text-text-faint">
      {plot &&
        timeTicks(plot.from, plot.until).map(({ share, text }) => (
          <span
            key={`${share} ${text}`}
            className="-translate-x-1/2 absolute top-1 whitespace-nowrap"
            style={{ left: insetPx(share, width) }}
          >
            {text}
          </span>
        ))}
    </div>
  );
}
