import type { HistoryResponse } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { clsx } from "clsx";
import { type PointerEvent, useMemo, useState } from "react";
import { Panel } from "../components/panel.tsx";
import { TONE_CLASSES } from "../components/run-state.ts";
import { useShownZone } from "../times/shown-zone.ts";
import { timeTicks } from "../times/time-ticks.ts";
import { type HomeSearch, runFilters } from "./home-search.ts";
import { inSpan } from "./home-span.ts";
import { type Bar, PARTS, sayCounts, sumOf, toBar, topOf } from "./strip-model.ts";
import { formatStretch } from "./strip-times.ts";

type Props = { history: readonly HistoryResponse[]; search: HomeSearch };

/** The bars between which the pointer was drawn. */
type Drawn = { from: number; to: number };

/** How many runs there were over the span, by what became of them; a stretch drawn over leads to its runs. */
export function RunStrip({ history, search }: Props) {
  useShownZone();
  const navigate = useNavigate();
  const bars = useMemo(() => history.map(toBar), [history]);
  const [pointed, setPointed] = useState<number>();
  const [drawn, setDrawn] = useState<Drawn>();
  const totals = sumOf(bars);
  const open = ({ from, to }: Drawn) => {
    const [first, last] = [bars[Math.min(from, to)], bars[Math.max(from, to)]];
    if (!first || !last) return;
    void navigate({ to: "/runs", search: { ...runFilters(search), from: first.start, to: last.end } });
  };
  const at = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, place));
  };
  const shown = pointed === undefined ? undefined : bars[pointed];
  return (
    <Panel title="Runs" note={<Readout bar={shown} search={search} />}>
      <div className="flex gap-2 px-4 pt-2">
        <Axis top={topOf(bars)} />
        <div className="min-w-0 grow">
          <div
            role="img"
            aria-label={`Runs ${inSpan(search.span)}: ${sayCounts(totals) || "none"}`}
            className="flex h-28 cursor-crosshair touch-pan-y border-line border-b"
            onPointerDown={(event) => setDrawn({ from: at(event), to: at(event) })}
            onPointerMove={(event) => {
              setPointed(at(event));
              if (drawn) setDrawn({ ...drawn, to: at(event) });
            }}
            onPointerUp={() => {
              if (drawn) open(drawn);
              setDrawn(undefined);
            }}
            onPointerLeave={() => {
              setPointed(undefined);
              setDrawn(undefined);
            }}
          >
            {bars.map((bar, index) => (
              <BarColumn
                key={bar.start}
                bar={bar}
                top={topOf(bars)}
                isMarked={drawn ? isBetween(index, drawn) : index === pointed}
              />
            ))}
          </div>
          <TimeAxis bars={bars} />
        </div>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 pt-1 pb-3 text-xs">
        {PARTS.filter(({ id }) => totals[id] > 0).map(({ id, label, tone, states }) => (
          <li key={id}>
            <Link
              to="/runs"
              search={{ ...runFilters(search), state: [...states] }}
              className="flex min-h-6 items-center gap-1.5 rounded-sm text-text-soft hover:text-text hover:underline"
            >
              <span aria-hidden="true" className={clsx("size-2 rounded-[2px]", TONE_CLASSES[tone].fill)} />
              <span className="tabular font-medium text-text">{totals[id].toLocaleString("en")}</span> {label}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const isBetween = (index: number, { from, to }: Drawn) =>
  index >= Math.min(from, to) && index <= Math.max(from, to);

function Readout({ bar, search }: { bar: Bar | undefined; search: HomeSearch }) {
  if (!bar) return <>{inSpan(search.span)}</>;
  return (
    <>
      {formatStretch(bar.start, bar.end, search.span.seconds)}: {sayCounts(bar.counts) || "none"}
    </>
  );
}

function Axis({ top }: { top: number }) {
  return (
    <div
      aria-hidden="true"
      className="tabular flex h-28 w-6 shrink-0 flex-col justify-between text-right text-2xs text-text-faint"
    >
      <span className="-mt-2">{top.toLocaleString("en")}</span>
      <span>{(top / 2).toLocaleString("en")}</span>
      <span className="-mb-2">0</span>
    </div>
  );
}

function BarColumn({ bar, top, isMarked }: { bar: Bar; top: number; isMarked: boolean }) {
  return (
    <div
      className={clsx("flex h-full min-w-0 grow basis-0 flex-col-reverse px-px", isMarked && "bg-selected")}
    >
      {PARTS.map(
        ({ id, tone }) =>
          bar.counts[id] > 0 && (
            <div
              key={id}
              className={clsx(
                "min-h-0.5 w-full forced-color-adjust-none last:rounded-t-[2px]",
                TONE_CLASSES[tone].fill,
              )}
              style={{ height: `${(bar.counts[id] / top) * 100}%` }}
            />
          ),
      )}
    </div>
  );
}

function TimeAxis({ bars }: { bars: readonly Bar[] }) {
  const [first, last] = [bars[0], bars.at(-1)];
  const ticks = first && last ? timeTicks(Date.parse(first.start), Date.parse(last.end)) : [];
  return (
    <div aria-hidden="true" className="tabular relative h-5 text-2xs text-text-faint">
      {ticks.map(({ share, text }) => (
        <span
          key={text}
          className="-translate-x-1/2 absolute top-1 whitespace-nowrap"
          style={{ left: `${share * 100}%` }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
