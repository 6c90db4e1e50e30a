import { type PointerEvent, useEffect, useRef } from "react";
import { wallTime } from "../../times/wall-time.ts";
import type { RunClock } from "../run-clock.ts";
import { usePainter } from "../use-painter.ts";
import { drawAxis, drawOverview } from "./draw-axis.ts";
import type { Frame } from "./draw-bars.ts";
import { readPalette } from "./palette.ts";
import { type AxisMode, axisTicks, type TimeWindow, timeAt } from "./time-scale.ts";
import type { TimelineNode } from "./timeline-node.ts";
import type { TimelineView } from "./timeline-view.ts";
import { zoomFactor } from "./use-bar-gestures.ts";

type Props = {
  nodes: readonly TimelineNode[];
  view: TimelineView;
  clock: RunClock;
  axis: AxisMode;
  origin: number;
  /** Calls back with a function that paints anew; the moving end needs it. */
  onPainter: (invalidate: () => void) => void;
};

/** Above the bars: the whole run in small, and the axis. Dragging in either chooses what is in sight. */
export function TimelineHeader({ nodes, view, clock, axis, origin, onPainter }: Props) {
  const overview = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const frame = (
    ctx: CanvasRenderingContext2D,
    size: { width: number; height: number },
    window: TimeWindow,
  ): Frame => ({
    ctx,
    ...size,
    window,
    now: clock.now(),
    palette: readPalette(),
  });
  const paintOverview = usePainter(overview, (ctx, size) => {
    drawOverview(frame(ctx, size, view.full), nodes, view.isFitted ? undefined : view.window);
  });
  const paintAxis = usePainter(marks, (ctx, size) => {
    const ticks = axisTicks(view.window, size.width, axis, origin, zoneOffset(view.window.t0));
    drawAxis(frame(ctx, size, view.window), ticks);
  });
  useEffect(() => {
    const paint = () => {
      paintOverview();
      paintAxis();
    };
    onPainter(paint);
    return view.subscribe(paint);
  }, [view, paintOverview, paintAxis, onPainter]);
  return (
    <div className="flex border-line border-b bg-surface" style={{ paddingRight: "var(--scrollbar, 0px)" }}>
      <div
        className="flex shrink-0 items-end px-3 pb-1 text-2xs text-text-faint"
        style={{ width: "var(--names)" }}
      >
        Task
      </div>
      <div className="min-w-0 flex-1 border-line border-l">
        <Ranging view={view} window={() => view.full} canMove>
          <canvas ref={overview} className="block h-7 w-full" />
        </Ranging>
        <Ranging view={view} window={() => view.window}>
          <canvas ref={marks} className="block h-6 w-full border-line border-t" />
        </Ranging>
      </div>
    </div>
  );
}

/** How far the shown zone is ahead of UTC at that instant, in milliseconds. */
export const zoneOffset = (time: number): number => wallTime(time).getTime() - time;

type RangingProps = {
  view: TimelineView;
  window: () => TimeWindow;
  /** A drag that begins in the part in sight moves it. */
  canMove?: boolean;
  children: React.ReactNode;
};

const LEAST_RANGE_PX = 4;

/** Chooses a stretch of time by dragging over it; the wheel zooms, a double click shows all. */
function Ranging({ view, window, canMove = false, children }: RangingProps) {
  const element = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const drag = useRef<{ from: number; last: number; moves: boolean } | undefined>(undefined);
  const place = (event: { clientX: number }) => {
    const box = element.current?.getBoundingClientRect() ?? new DOMRect();
    return { x: Math.min(Math.max(event.clientX - box.left, 0), box.width), width: box.width };
  };
  useEffect(() => {
    const target = element.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = target?.getBoundingClientRect() ?? new DOMRect();
      view.zoom(zoomFactor(event), timeAt(window(), box.width, event.clientX - box.left));
    };
    target?.addEventListener("wheel", onWheel, { passive: false });
    return () => target?.removeEventListener("wheel", onWheel);
  });
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const { x, width } = place(event);
    const time = timeAt(window(), width, x);
    const isInside = time >= view.window.t0 && time <= view.window.t1;
    drag.current = { from: x, last: x, moves: canMove && isInside && !view.isFitted };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag.current) return;
    const { x, width } = place(event);
    if (drag.current.moves) {
      const { t0, t1 } = window();
      const share = (x - drag.current.last) / width;
      view.pan((share * (t1 - t0)) / (view.window.t1 - view.window.t0));
    } else if (mark.current) {
      mark.current.style.left = `${Math.min(drag.current.from, x)}px`;
      mark.current.style.width = `${Math.abs(x - drag.current.from)}px`;
    }
    drag.current.last = x;
  };
  const onPointerUp = () => {
    const done = drag.current;
    drag.current = undefined;
    if (mark.current) mark.current.style.width = "0";
    if (!done || done.moves || Math.abs(done.last - done.from) < LEAST_RANGE_PX) return;
    const width = element.current?.clientWidth ?? 1;
    const [from, to] = [Math.min(done.from, done.last), Math.max(done.from, done.last)];
    const within = window();
    view.show({ t0: timeAt(within, width, from), t1: timeAt(within, width, to) });
  };
  return (
    <div
      ref={element}
      aria-hidden="true"
      className="relative cursor-crosshair touch-none"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={() => view.fit()}
    >
      {children}
      <div ref={mark} className="pointer-events-none absolute inset-y-0 w-0 bg-accent opacity-20" />
    </div>
  );
}
