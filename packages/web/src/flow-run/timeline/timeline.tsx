import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { RunClock } from "../run-clock.ts";
import type { RunSearch } from "../run-search.ts";
import { useAttempts } from "../use-attempts.ts";
import type { UpdateSearch } from "../use-run-search.ts";
import { useTicking } from "../use-ticking.ts";
import { asIfBegunAt, longest } from "./compared.ts";
import { criticalPath } from "./critical-path.ts";
import { SubflowLive } from "./subflow-live.tsx";
import { TimelineBody } from "./timeline-body.tsx";
import { TimelineHeader } from "./timeline-header.tsx";
import type { TimelineNode } from "./timeline-node.ts";
import { TimelineToolbar } from "./timeline-toolbar.tsx";
import type { ExpandedSubflows } from "./use-expanded-subflows.ts";
import { useTimelineMarks } from "./use-timeline-marks.ts";
import { useTimelineRows } from "./use-timeline-rows.ts";
import { useTimelineView } from "./use-timeline-view.ts";

const EventLane = lazy(async () => ({ default: (await import("./event-lane.tsx")).EventLane }));
const GraphView = lazy(async () => ({ default: (await import("../graph/graph-view.tsx")).GraphView }));

type Props = {
  flowRunId: string;
  nodes: readonly TimelineNode[];
  clock: RunClock;
  /** When the run began, in milliseconds; what elapsed times count from. */
  origin: number;
  search: RunSearch;
  update: UpdateSearch;
  /** The task runs that are known to have been tried more than once. */
  retriedIds: ReadonlySet<string>;
  subflows: ExpandedSubflows;
  onSelect: (id: string | undefined) => void;
  /** Hears how many rows there are, so that the page can make room for them. */
  onRowCount: (count: number) => void;
};

/** The run's task runs and subflows over time, or as a graph. */
export function Timeline({
  flowRunId,
  nodes,
  clock,
  origin,
  search,
  update,
  retriedIds,
  subflows,
  onSelect,
  onRowCount,
}: Props) {
  const [showsAllEdges, setAllEdges] = useState(false);
  const marks = useTimelineMarks();
  const axis = search.axis ?? "elapsed";
  const isCompared = axis === "duration";
  const showsPath = search.path === true;
  const now = useCallback(() => clock.now(), [clock]);
  const model = useTimelineRows(nodes, search, subflows.expanded, now);
  const path = useMemo(
    () => (showsPath ? criticalPath(nodes, model.edges, clock.now()) : []),
    [showsPath, nodes, model.edges, clock],
  );
  const attempts = useAttempts(model.rows, retriedIds);
  const rowCount = model.rows.length;
  useEffect(() => onRowCount(rowCount), [rowCount, onRowCount]);
  const end = useMemo(() => lastTime(nodes, origin), [nodes, origin]);
  const extentEnd = () => (isCompared ? origin + longest(nodes, clock.now()) : Math.max(end, clock.now()));
  const overview = useMemo(
    () => (isCompared ? asIfBegunAt(nodes, origin, clock.now()) : nodes),
    [isCompared, nodes, origin, clock],
  );
  const view = useTimelineView({ t0: origin, t1: extentEnd() }, origin, search, update);
  const painters = useRef<Record<string, () => void>>({});
  const onHeaderPainter = useCallback(
    (paint: () => void) => void Object.assign(painters.current, { head: paint }),
    [],
  );
  const onBodyPainter = useCallback(
    (paint: () => void) => void Object.assign(painters.current, { body: paint }),
    [],
  );
  const follow = () => {
    view.setExtent(origin, extentEnd());
    for (const paint of Object.values(painters.current)) paint();
  };
  useEffect(follow);
  useTicking(clock.isRunning, follow);
  return (
    <section
      aria-label="Task runs"
      data-timeline
      className="flex min-h-0 flex-1 flex-col bg-surface [--names:clamp(220px,28%,360px)] max-sm:[--names:40%]"
    >
      {[...subflows.expanded.keys()].map((id) => (
        <SubflowLive key={id} flowRunId={id} />
      ))}
      <TimelineToolbar
        {...{ nodes, search, update, view, showsAllEdges, path, marks }}
        onAllEdges={setAllEdges}
      />
      {search.view === "graph" ? (
        <Suspense fallback={<div className="flex-1" />}>
          <GraphView
            nodes={nodes}
            states={search.states}
            clock={clock}
            selected={search.task}
            onSelect={onSelect}
            onTimeline={(task) => update({ view: undefined, task })}
          />
        </Suspense>
      ) : (
        <>
          <TimelineHeader {...{ view, clock, axis, origin }} nodes={overview} onPainter={onHeaderPainter} />
          {marks.events && !isCompared && (
            <Suspense fallback={<div className="h-6 border-line border-b" />}>
              <EventLane flowRunId={flowRunId} view={view} />
            </Suspense>
          )}
          <TimelineBody
            {...{ model, view, clock, axis, origin, attempts, showsAllEdges, path, onSelect }}
            showsArtifacts={marks.artifacts}
            selected={search.task}
            onExpand={subflows.setExpanded}
            onPainter={onBodyPainter}
          />
        </>
      )}
    </section>
  );
}

/** The latest time any node tells of; the origin when there is none. */
function lastTime(nodes: readonly TimelineNode[], origin: number): number {
  let last = origin;
  for (const node of nodes) last = Math.max(last, node.end ?? node.start);
  return last;
}
