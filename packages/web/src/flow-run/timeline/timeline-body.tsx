import { clsx } from "clsx";
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import type { RunClock } from "../run-clock.ts";
import { usePainter } from "../use-painter.ts";
import type { Stretch } from "./attempts.ts";
import { BarTooltip } from "./bar-tooltip.tsx";
import { drawTimeline } from "./draw-timeline.ts";
import { readPalette } from "./palette.ts";
import { ROW_HEIGHT, rowAt } from "./row-geometry.ts";
import type { Row } from "./row-model.ts";
import { type AxisMode, axisTicks } from "./time-scale.ts";
import { zoneOffset } from "./timeline-header.tsx";
import { endAt, type TimelineNode } from "./timeline-node.ts";
import { TimelineRow } from "./timeline-row.tsx";
import type { TimelineView } from "./timeline-view.ts";
import { type BarsArea, useBarGestures } from "./use-bar-gestures.ts";
import { useRowsInSight } from "./use-rows-in-sight.ts";
import { handleTimelineKey } from "./use-timeline-keys.ts";
import { nextMode, type TimelineRows } from "./use-timeline-rows.ts";

export type TimelineBodyProps = {
  model: TimelineRows;
  view: TimelineView;
  clock: RunClock;
  axis: AxisMode;
  origin: number;
  attempts: ReadonlyMap<string, readonly Stretch[]>;
  showsAllEdges: boolean;
  showsArtifacts: boolean;
  /** The chain of nodes that is to be seen among the others. */
  path: readonly TimelineNode[];
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
  onExpand: (flowRunId: string, isOpen: boolean) => void;
  /** Takes a function that paints anew; the moving end needs it. */
  onPainter: (invalidate: () => void) => void;
};

type Hover = { index: number; x: number; y: number };

/** The rows: a tree of names for all to read, and behind it the bars on a canvas. */
export function TimelineBody(props: TimelineBodyProps) {
  const { model, clock, selected } = props;
  const { rows, indexes } = model;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [active, setActive] = useState(0);
  const [hover, setHover] = useState<Hover>();
  const hovered = rows[hover?.index ?? -1];
  const invalidate = useBarsPainter(canvas, scroller, props, hovered);
  const { inSight, scrollTo } = useRowsInSight(scroller, () => {
    setHover(undefined);
    invalidate();
  });
  useShowSelected(props, (index) => {
    setActive(index);
    scrollTo(index, "middle");
  });
  const area = () => canvas.current?.getBoundingClientRect() ?? new DOMRect();
  const shown = rows.slice(inSight.first, inSight.last + 1);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        aria-hidden="true"
        className="absolute inset-y-0 border-line border-l"
        style={{ left: "var(--names)", width: "calc(100% - var(--names) - var(--scrollbar, 0px))" }}
      >
        <canvas ref={canvas} className="block size-full" />
      </div>
      <div ref={scroller} className="absolute inset-0 overflow-y-auto overflow-x-hidden">
        <RowTree {...props} {...{ active, setActive, scrollTo, scroller, area, setHover }}>
          {(prefix) =>
            shown.map((row, offset) => {
              const index = inSight.first + offset;
              return (
                <TimelineRow
                  key={row.key}
                  row={row}
                  index={index}
                  id={`${prefix}${index}`}
                  isSelected={row.kind === "node" && row.node.id === selected}
                  isActive={index === active}
                />
              );
            })
          }
        </RowTree>
      </div>
      {hover && hovered && indexes.size > 0 && (
        <BarTooltip
          row={hovered}
          x={hover.x}
          y={hover.y}
          now={clock.now()}
          origin={props.origin}
          stretches={hovered.kind === "node" ? props.attempts.get(hovered.node.id) : undefined}
        />
      )}
    </div>
  );
}

function useBarsPainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  scroller: RefObject<HTMLElement | null>,
  props: TimelineBodyProps,
  hovered: Row | undefined,
): () => void {
  const { model, view, clock, onPainter } = props;
  const invalidate = usePainter(canvas, (ctx, size) => {
    const { window } = view;
    const frame = { ctx, ...size, window, now: clock.now(), palette: readPalette() };
    drawTimeline(frame, {
      rows: model.rows,
      rowIndexes: model.indexes,
      scrollTop: scroller.current?.scrollTop ?? 0,
      ticks: axisTicks(window, size.width, props.axis, props.origin, zoneOffset(window.t0)),
      edges: edgesToDraw(props, hovered),
      attempts: props.attempts,
      selected: props.selected,
      outlined: new Set(props.path.map(({ id }) => id)),
      isRunning: clock.isRunning,
      comparedAt: props.axis === "duration" ? props.origin : undefined,
      showsArtifacts: props.showsArtifacts,
    });
  });
  useEffect(() => {
    onPainter(invalidate);
    return view.subscribe(invalidate);
  }, [view, invalidate, onPainter]);
  return invalidate;
}

// More lines than this are no picture any more.
const MOST_EDGES = 2_000;

function edgesToDraw(props: TimelineBodyProps, hovered: Row | undefined) {
  const { axis, model, showsAllEdges, path, selected } = props;
  const { edges } = model;
  // Where all bars begin at one place there is no before and after.
  if (axis === "duration") return [];
  if (showsAllEdges) return edges.allEdges().slice(0, MOST_EDGES);
  if (path.length > 0) return path.slice(1).map((to, at) => ({ from: path[at] ?? to, to }));
  const touched = new Set([selected, hovered?.kind === "node" ? hovered.node.id : undefined]);
  return [...touched].flatMap((id) => (id === undefined ? [] : edges.edgesOf(id)));
}

/** Brings what was selected elsewhere into sight, opening its group if it is folded into one. */
function useShowSelected(
  { model, view, clock, axis, selected }: TimelineBodyProps,
  show: (index: number) => void,
): void {
  const { rows, indexes } = model;
  const row = selected === undefined ? undefined : rows[indexes.get(selected) ?? -1];
  const isFolded = row?.kind === "group";
  const onSelected = useEffectEvent(() => {
    if (selected === undefined || !row) return;
    if (isFolded) model.reveal(selected);
    if (row.kind === "node" && axis !== "duration") view.reveal(row.node.start, endAt(row.node, clock.now()));
    show(indexes.get(selected) ?? 0);
  });
  useEffect(() => {
    if (selected !== undefined || isFolded) onSelected();
  }, [selected, isFolded]);
}

type RowTreeProps = TimelineBodyProps & {
  active: number;
  setActive: (index: number) => void;
  scrollTo: (index: number) => void;
  scroller: RefObject<HTMLElement | null>;
  area: BarsArea;
  setHover: (hover: Hover | undefined) => void;
  children: (prefix: string) => React.ReactNode;
};

/** The focusable tree around the rows, with what the hand and the keys do in it. */
function RowTree(props: RowTreeProps) {
  const { model, view, selected, active, setActive, scrollTo, scroller, area, setHover } = props;
  const { rows } = model;
  const tree = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const gestures = useBarGestures(tree, view, area);
  const toggle = (row: Row, isOpen: boolean) => {
    if (row.kind === "group") model.setMode(row.group, isOpen ? "open" : "closed");
    else if (row.kind === "node" && row.node.kind === "flow-run") props.onExpand(row.node.id, isOpen);
  };
  const activate = (row: Row) => {
    if (row.kind === "group") model.setMode(row.group, nextMode(row.group, row.mode));
    else if (row.kind === "more") model.setMode(row.group, "open");
    else props.onSelect(row.node.id === selected ? undefined : row.node.id);
  };
  const rowUnder = (event: { clientY: number }) =>
    rowAt(event.clientY - (tree.current?.getBoundingClientRect().top ?? 0), rows.length);
  const onClick = (event: MouseEvent) => {
    if (gestures.endedDrag()) return;
    const index = rowUnder(event);
    const row = rows[index];
    if (!row) return props.onSelect(undefined);
    setActive(index);
    const isToggle = (event.target as Element).closest("[data-toggle]") !== null;
    if (isToggle && row.kind === "node") toggle(row, !row.isExpanded);
    else activate(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const moveTo = (index: number) => {
      setActive(index);
      scrollTo(index);
    };
    const clear = () => props.onSelect(undefined);
    const target = { rows, active, pageRows, view, moveTo, toggle, select: activate, clear };
    if (!handleTimelineKey(event, target)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMoveCapture = (event: React.PointerEvent) => {
    const isOverBar = event.pointerType === "mouse" && !gestures.isDragging && event.clientX >= area().left;
    setHover(isOverBar ? { index: rowUnder(event), x: event.clientX, y: event.clientY } : undefined);
  };
  return (
    <div
      ref={tree}
      role="treegrid"
      aria-label="Task runs over time"
      aria-rowcount={rows.length}
      aria-activedescendant={rows.length > 0 ? `${prefix}${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      {...gestures.handlers}
      onPointerMoveCapture={onPointerMoveCapture}
      onPointerLeave={() => setHover(undefined)}
      className={clsx(
        "group/tree relative min-h-full touch-pan-y outline-none",
        gestures.isDragging && "cursor-grabbing select-none",
      )}
      style={{ height: rows.length * ROW_HEIGHT }}
    >
      {props.children(prefix)}
    </div>
  );
}
