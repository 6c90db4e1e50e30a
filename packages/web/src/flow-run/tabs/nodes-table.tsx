// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by arithmetic cannot be those of a table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the tree or table around has the focus and points to its active row.
import type { TaskRun } from "@reeve/protocol";
import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import { formatDuration } from "../../components/format-duration.ts";
import { RunLink } from "../../components/run-link.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { ClockTime } from "../../components/time.tsx";
import { endAt, isoText, type TimelineNode } from "../timeline/timeline-node.ts";
import { type Column, sortNodes } from "./sort-nodes.ts";

type Props = {
  kind: TimelineNode["kind"];
  nodes: readonly TimelineNode[];
  taskRuns: ReadonlyMap<string, TaskRun>;
  now: number;
  onSelect: (id: string) => void;
};

const ROW = 30;
const GRID =
  "grid grid-cols-[9rem_minmax(10rem,1fr)_8rem_7rem_5rem] max-md:grid-cols-[7.5rem_minmax(8rem,1fr)_5.5rem] gap-x-3 px-4";

/** The run's task runs, or its subflows, as a table that sorts by each column. */
export function NodesTable({ kind, nodes, taskRuns, now, onSelect }: Props) {
  const [sort, setSort] = useState<{ column: Column; isDown: boolean }>({ column: "start", isDown: false });
  const scroller = useRef<HTMLDivElement>(null);
  const own = useMemo(() => nodes.filter((node) => node.kind === kind), [nodes, kind]);
  const attempts = (node: TimelineNode) => taskRuns.get(node.id)?.run_count ?? 0;
  const sorted = sortNodes(own, sort.column, sort.isDown, now, attempts);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  if (own.length === 0) {
    return (
      <EmptyState title={kind === "flow-run" ? "No subflows" : "No task runs"}>
        {kind === "flow-run"
          ? "A flow that is called inside this one stands here."
          : "They appear here as soon as the flow calls a task."}
      </EmptyState>
    );
  }
  const head = (column: Column, label: string, className?: string) => (
    <Head {...{ column, label, sort, setSort, className }} />
  );
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
      <div
        role="table"
        aria-label={kind === "flow-run" ? "Subflows" : "Task runs"}
        aria-rowcount={sorted.length + 1}
      >
        <div
          role="row"
          className={clsx(
            GRID,
            "sticky top-0 z-10 h-8 items-center border-line border-b bg-surface text-text-faint text-xs",
          )}
        >
          {head("state", "State")}
          {head("name", "Name")}
          {head("start", "Started", "max-md:hidden")}
          {head("duration", "Took")}
          {head("attempts", "Attempts", "max-md:hidden")}
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const node = sorted[index];
            return (
              node && (
                <Row
                  key={node.id}
                  {...{ node, index, start, now, onSelect }}
                  taskRun={taskRuns.get(node.id)}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

type HeadProps = {
  column: Column;
  label: string;
  sort: { column: Column; isDown: boolean };
  setSort: (sort: { column: Column; isDown: boolean }) => void;
  className?: string;
};

function Head({ column, label, sort, setSort, className }: HeadProps) {
  const isSorted = sort.column === column;
  const Arrow = sort.isDown ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      aria-sort={isSorted ? (sort.isDown ? "descending" : "ascending") : "none"}
      className={className}
    >
      <button
        type="button"
        onClick={() =>
          setSort({
            column,
            isDown: isSorted ? !sort.isDown : column === "duration" || column === "attempts",
          })
        }
        className={clsx(
          "-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-text",
          isSorted && "font-medium text-text",
        )}
      >
        {label}
        {isSorted && <Arrow size={12} aria-hidden="true" />}
      </button>
    </div>
  );
}

type RowProps = Pick<Props, "now" | "onSelect"> & {
  node: TimelineNode;
  taskRun: TaskRun | undefined;
  index: number;
  start: number;
};

function Row({ node, taskRun, index, start, now, onSelect }: RowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={clsx(GRID, "absolute inset-x-0 items-center border-line border-b hover:bg-hover")}
      style={{ transform: `translateY(${start}px)`, height: ROW }}
    >
      <Cell>
        <StateBadge type={node.state} name={taskRun?.state_name} />
      </Cell>
      <Cell>
        {node.kind === "flow-run" ? (
          <RunLink
            flowRunId={node.id}
            className="inline-flex h-6 max-w-full items-center truncate text-accent hover:underline"
          >
            {node.label}
          </RunLink>
        ) : (
          <button
            type="button"
            onClick={() => onSelect(node.id)}
            className="h-6 max-w-full truncate text-left hover:text-accent hover:underline"
          >
            {node.label}
          </button>
        )}
      </Cell>
      <Cell className="text-text-soft max-md:hidden">
        <ClockTime value={isoText(node.start)} />
      </Cell>
      <Cell className="tabular text-text-soft">{formatDuration(endAt(node, now) - node.start)}</Cell>
      <Cell className="tabular text-text-soft max-md:hidden">{taskRun?.run_count ?? ""}</Cell>
    </div>
  );
}

const Cell = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div role="cell" className={clsx("flex min-w-0 items-center", className)}>
    {children}
  </div>
);
