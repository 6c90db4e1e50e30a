import { clsx } from "clsx";
import { Maximize2, Minus, Plus, Spline, Workflow } from "lucide-react";
import { useMemo, useState } from "react";
import { IconButton } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { formatDuration } from "../../components/format-duration.ts";
import { stateLabel } from "../../components/run-state.ts";
import { Segments } from "../../components/segments.tsx";
import { StateIcon } from "../../components/state-icon.tsx";
import type { RunClock } from "../run-clock.ts";
import type { TimelineNode } from "../timeline/timeline-node.ts";
import { statesOf } from "../timeline/use-timeline-rows.ts";
import { useRemembered } from "../use-remembered.ts";
import {
  canUnfold,
  type GraphModel,
  graphModel,
  spanOf,
  startsFolded,
  type Vertex,
  worstNode,
} from "./graph-model.ts";
import { type Layout, layoutGraph, type Point } from "./layered-layout.ts";
import { usePlane } from "./use-plane.ts";

const SIZES = { boxWidth: 184, boxHeight: 44, layerGap: 56, rowGap: 14 };

type Props = {
  nodes: readonly TimelineNode[];
  states: string | undefined;
  clock: RunClock;
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
  /** Shows a node's row in the timeline. */
  onTimeline: (id: string) => void;
};

/** The run as boxes and arrows from left to right; drag moves, the wheel zooms. */
export function GraphView({ nodes, states, clock, selected, onSelect, onTimeline }: Props) {
  const chosen = useMemo(() => statesOf(states), [states]);
  const [isFolded, setFolded] = useState(() => startsFolded(nodes));
  const [showsArrows, setShowsArrows] = useRemembered<boolean>("graph-arrows", true);
  const model = useMemo(() => graphModel(nodes, isFolded), [nodes, isFolded]);
  // The shape of the graph, not the states in it, decides where the boxes stand.
  const shape = `${model.vertices.map(({ id }) => id).join()}|${model.edges.join()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when the model's layout would differ.
  const layout = useMemo(
    () => layoutGraph({ ids: model.vertices.map(({ id }) => id), edges: model.edges }, SIZES),
    [shape],
  );
  const focus = selected === undefined ? undefined : vertexOfNode(model, selected)?.id;
  const start = layout.boxes.get(focus ?? model.vertices[0]?.id ?? "") ?? { x: 0, y: 0 };
  const { element, transform, isDragging, handlers, zoom, showAll } = usePlane(layout, start);
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
        {showsArrows && <Arrows layout={layout} focus={focus} />}
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
              onTimeline={onTimeline}
            />
          ))}
        </ul>
      </div>
      <div className="absolute bottom-2 left-2 flex items-center gap-2 rounded-lg bg-raised p-0.5 shadow-low ring-1 ring-line">
        {canUnfold(nodes) ? (
          <Segments
            label="What a box stands for"
            value={model.isFolded ? "task" : "run"}
            options={[
              { value: "task", label: "By task" },
              { value: "run", label: "Each run" },
            ]}
            onChange={(value) => setFolded(value === "task")}
          />
        ) : (
          <p className="px-2 text-text-soft text-xs">
            {nodes.length.toLocaleString("en")} runs, one box for each task
          </p>
        )}
        <div className="flex">
          <IconButton
            label="Arrows"
            title={showsArrows ? "Hide the arrows" : "Draw the arrows"}
            aria-pressed={showsArrows}
            onClick={() => setShowsArrows(!showsArrows)}
            className={clsx(showsArrows && "bg-selected! text-accent!")}
          >
            <Spline size={15} />
          </IconButton>
          <IconButton label="Zoom out" onClick={() => zoom(1 / 1.3)}>
            <Minus size={15} />
          </IconButton>
          <IconButton label="Zoom in" onClick={() => zoom(1.3)}>
            <Plus size={15} />
          </IconButton>
          <IconButton label="Show the whole graph" onClick={showAll}>
            <Maximize2 size={14} />
          </IconButton>
        </div>
      </div>
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
} & Pick<Props, "onSelect" | "onTimeline">;

function Box({ vertex, place, now, isSelected, isPale, onSelect, onTimeline }: BoxProps) {
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
        onClick={() => {
          if (isGroup) onTimeline((worstNode(vertex.nodes) ?? only).id);
          else onSelect(isSelected ? undefined : only.id);
        }}
        title={vertex.label}
        className={clsx(
          "flex size-full flex-col justify-center rounded-lg border bg-surface px-2.5 text-left shadow-low hover:border-control-line",
          isSelected ? "border-accent! ring-1 ring-accent" : "border-line-strong",
          isPale && "opacity-40",
        )}
      >
        <span className="flex w-full items-center gap-1.5">
          <StateIcon type={vertex.state} name={isGroup ? null : only.stateName} />
          <span className="truncate font-medium text-text">{vertex.label}</span>
          {vertex.kind === "flow-run" && <Workflow size={12} className="ml-auto shrink-0 text-text-faint" />}
        </span>
        <span className="tabular w-full truncate pl-5 text-2xs text-text-faint">
          {isGroup
            ? `${completed.toLocaleString("en")}/${vertex.nodes.length.toLocaleString("en")} completed, ${duration}`
            : `${stateLabel(vertex.state, only.stateName)}, ${duration}`}
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
