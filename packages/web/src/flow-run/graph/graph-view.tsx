import { clsx } from "clsx";
import { Workflow } from "lucide-react";
import { type PointerEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { formatDuration } from "../../components/format-duration.ts";
import { stateLabel } from "../../components/run-state.ts";
import { StateIcon } from "../../components/state-icon.tsx";
import type { RunClock } from "../run-clock.ts";
import type { TimelineNode } from "../timeline/timeline-node.ts";
import { zoomFactor } from "../timeline/use-bar-gestures.ts";
import { statesOf } from "../timeline/use-timeline-rows.ts";
import { type GraphModel, graphModel, spanOf, type Vertex } from "./graph-model.ts";
import { type Layout, layoutGraph, type Point } from "./layered-layout.ts";

const SIZES = { boxWidth: 184, boxHeight: 44, layerGap: 56, rowGap: 14 };
const MARGIN = 24;

type Props = {
  nodes: readonly TimelineNode[];
  states: string | undefined;
  clock: RunClock;
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
};

/** The run as boxes and arrows from left to right; drag moves, the wheel zooms. */
export function GraphView({ nodes, states, clock, selected, onSelect }: Props) {
  const chosen = useMemo(() => statesOf(states), [states]);
  const model = useMemo(() => graphModel(nodes), [nodes]);
  // The shape of the graph, not the states in it, decides where the boxes stand.
  const shape = `${model.vertices.map(({ id }) => id).join()}|${model.edges.join()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when the model's layout would differ.
  const layout = useMemo(
    () => layoutGraph({ ids: model.vertices.map(({ id }) => id), edges: model.edges }, SIZES),
    [shape],
  );
  const { element, transform, isDragging, handlers } = usePlane(layout);
  const focus = selected === undefined ? undefined : vertexOfNode(model, selected)?.id;
  if (model.vertices.length === 0) {
    return (
      <div className="flex-1">
        <EmptyState title="No task runs yet">They appear here as soon as the flow calls a task.</EmptyState>
      </div>
    );
  }
  return (
    <div
      ref={element}
      className={clsx(
        "relative min-h-0 flex-1 touch-none overflow-hidden bg-canvas",
        isDragging ? "cursor-grabbing" : "cursor-grab",
      )}
      {...handlers}
    >
      <div className="absolute top-0 left-0 origin-top-left" style={{ transform }}>
        <Arrows layout={layout} focus={focus} />
        <ul aria-label="Task runs and what they depend on">
          {model.vertices.map((vertex) => (
            <Box
              key={vertex.id}
              vertex={vertex}
              place={layout.boxes.get(vertex.id)}
              now={clock.now()}
              isSelected={vertex.id === focus}
              isPale={chosen.size > 0 && !vertex.nodes.some((node) => chosen.has(node.state))}
              onSelect={onSelect}
            />
          ))}
        </ul>
      </div>
      {model.isFolded && (
        <p className="absolute bottom-2 left-3 rounded-md bg-raised px-2 py-1 text-text-soft text-xs shadow-low ring-1 ring-line">
          {nodes.length.toLocaleString("en")} runs, folded into one box per task
        </p>
      )}
    </div>
  );
}

const vertexOfNode = (model: GraphModel, id: string): Vertex | undefined =>
  model.vertices.find((vertex) => vertex.nodes.some((node) => node.id === id));

type BoxProps = {
  vertex: Vertex;
  place: Point | undefined;
  now: number;
  isSelected: boolean;
  isPale: boolean;
  onSelect: (id: string | undefined) => void;
};

function Box({ vertex, place, now, isSelected, isPale, onSelect }: BoxProps) {
  const [only] = vertex.nodes;
  const isGroup = vertex.nodes.length > 1;
  const completed = vertex.nodes.filter((node) => node.state === "COMPLETED").length;
  const duration = formatDuration(spanOf(vertex.nodes, now));
  if (!place || !only) return null;
  return (
    <li
      className="absolute"
      style={{ left: place.x, top: place.y, width: SIZES.boxWidth, height: SIZES.boxHeight }}
    >
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={() => onSelect(isSelected ? undefined : only.id)}
        title={vertex.label}
        className={clsx(
          "flex size-full flex-col justify-center rounded-lg border bg-surface px-2.5 text-left shadow-low hover:border-control-line",
          isSelected ? "border-accent! ring-1 ring-accent" : "border-line-strong",
          isPale && "opacity-40",
        )}
      >
        <span className="flex w-full items-center gap-1.5">
          <StateIcon type={vertex.state} />
          <span className="truncate font-medium text-text">{vertex.label}</span>
          {vertex.kind === "flow-run" && <Workflow size={12} className="ml-auto shrink-0 text-text-faint" />}
        </span>
        <span className="tabular w-full truncate pl-5 text-2xs text-text-faint">
          {isGroup
            ? `${completed.toLocaleString("en")}/${vertex.nodes.length.toLocaleString("en")} completed, ${duration}`
            : `${stateLabel(vertex.state)}, ${duration}`}
        </span>
      </button>
    </li>
  );
}

function Arrows({ layout, focus }: { layout: Layout; focus: string | undefined }) {
  return (
    <svg
      width={layout.width + 8}
      height={layout.height + 8}
      aria-hidden="true"
      className="absolute overflow-visible"
    >
      {layout.arrows.map(({ from, to, points }) => {
        const isNear = from === focus || to === focus;
        const tip = points.at(-1) ?? { x: 0, y: 0 };
        return (
          <g
            key={`${from} ${to}`}
            className={isNear ? "text-accent" : "text-control-line"}
            opacity={focus !== undefined && !isNear ? 0.45 : 1}
          >
            <path d={curve(points)} fill="none" stroke="currentColor" strokeWidth={isNear ? 2 : 1.25} />
            <path d={`M${tip.x} ${tip.y}l-7 -3.5v7z`} fill="currentColor" />
          </g>
        );
      })}
    </svg>
  );
}

/** A smooth line through points that lie from left to right. */
function curve(points: readonly Point[]): string {
  const [first] = points;
  if (!first) return "";
  let path = `M${first.x} ${first.y}`;
  points.slice(1).forEach((point, index) => {
    const before = points[index] ?? first;
    const isLast = index === points.length - 2;
    const x = isLast ? point.x - 6 : point.x;
    const bend = (x - before.x) / 2;
    path +=
      point.y === before.y
        ? `L${x} ${point.y}`
        : `C${before.x + bend} ${before.y} ${x - bend} ${point.y} ${x} ${point.y}`;
  });
  return path;
}

type Plane = { x: number; y: number; scale: number };

const NEAREST = 1.5;
const FARTHEST = 0.1;

/** A plane that is dragged and zoomed; it starts with the whole graph in sight. */
function usePlane(layout: Layout) {
  const element = useRef<HTMLDivElement>(null);
  const [plane, setPlane] = useState<Plane>({ x: MARGIN, y: MARGIN, scale: 1 });
  const [isDragging, setDragging] = useState(false);
  const isTouched = useRef(false);
  const last = useRef<{ x: number; y: number } | undefined>(undefined);
  const fit = useEffectEvent(() => {
    const box = element.current;
    if (box && !isTouched.current) setPlane(fitted(layout, box.clientWidth, box.clientHeight));
  });
  useEffect(() => {
    const sizes = new ResizeObserver(() => fit());
    if (element.current) sizes.observe(element.current);
    return () => sizes.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a graph that grew is fitted anew.
  useEffect(() => fit(), [layout]);
  useEffect(() => {
    const box = element.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      isTouched.current = true;
      const { left, top } = box?.getBoundingClientRect() ?? new DOMRect();
      setPlane((before) => zoomed(before, 1 / zoomFactor(event), event.clientX - left, event.clientY - top));
    };
    box?.addEventListener("wheel", onWheel, { passive: false });
    return () => box?.removeEventListener("wheel", onWheel);
  }, []);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button === 0 && !(event.target as Element).closest("button")) {
      last.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragging(true);
    }
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = last.current;
    if (!from) return;
    isTouched.current = true;
    last.current = { x: event.clientX, y: event.clientY };
    setPlane((before) => ({
      ...before,
      x: before.x + event.clientX - from.x,
      y: before.y + event.clientY - from.y,
    }));
  };
  const onPointerUp = () => {
    last.current = undefined;
    setDragging(false);
  };
  return {
    element,
    isDragging,
    transform: `translate(${plane.x}px, ${plane.y}px) scale(${plane.scale})`,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp },
  };
}

function fitted(layout: Layout, width: number, height: number): Plane {
  const scale = Math.min(
    1,
    Math.max(
      Math.min(
        (width - 2 * MARGIN) / Math.max(layout.width, 1),
        (height - 2 * MARGIN) / Math.max(layout.height, 1),
      ),
      FARTHEST,
    ),
  );
  return {
    scale,
    x: Math.max(MARGIN, (width - layout.width * scale) / 2),
    y: Math.max(MARGIN, (height - layout.height * scale) / 2),
  };
}

function zoomed(plane: Plane, factor: number, x: number, y: number): Plane {
  const scale = Math.min(Math.max(plane.scale * factor, FARTHEST), NEAREST);
  const share = scale / plane.scale;
  return { scale, x: x - (x - plane.x) * share, y: y - (y - plane.y) * share };
}
