import type { RunRow } from "@reeve/protocol";
import { runReason } from "@reeve/protocol/run-reason";
import { Link } from "@tanstack/react-router";
import type { VirtualItem } from "@tanstack/react-virtual";
import { LogCounts } from "../components/log-counts.tsx";
import { RunDuration } from "../components/run-duration.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { startOf } from "../components/start-of.ts";
import { StateBadge } from "../components/state-badge.tsx";
import { TaskBar } from "../components/task-bar.tsx";
import { TimeAgo } from "../components/time.tsx";
import type { RunPages } from "./use-run-pages.ts";

/** Height of a card in pixels; the virtual list counts with it. */
export const CARD_PX = 60;

type Props = { pages: RunPages; items: readonly VirtualItem[]; height: number };

/** The runs on a narrow screen: two lines each. */
export function RunCards({ pages, items, height }: Props) {
  return (
    <ul aria-label="Flow runs" className="relative" style={{ height }}>
      {items.map(({ index, start }) => {
        const row = pages.rowAt(index);
        return (
          <li
            key={row?.flow_run.id ?? index}
            data-index={index}
            className="absolute inset-x-0 top-0 h-15 border-line border-b focus-within:bg-hover"
            style={{ transform: `translateY(${start}px)` }}
          >
            {row ? <Card row={row} /> : <SkeletonCard />}
          </li>
        );
      })}
    </ul>
  );
}

function Card({
  row: { flow_run: run, flow_name, task_run_counts, log_counts, usual_duration },
}: {
  row: RunRow;
}) {
  const start = startOf(run);
  const reason = runReason(run);
  return (
    <div className="flex h-full flex-col justify-center gap-0.5 px-4">
      <div className="flex items-center gap-2">
        <StateBadge type={run.state_type ?? "PENDING"} name={run.state_name} />
        <Link
          to="/runs/flow-run/$flowRunId"
          params={{ flowRunId: run.id }}
          data-row-link
          className="min-w-0 grow truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
        >
          {run.name}
        </Link>
        {start && <TimeAgo value={start} className="shrink-0 text-text-faint text-xs" />}
      </div>
      <div className="flex items-center gap-2 text-text-soft text-xs">
        <span className="min-w-0 truncate">
          {flow_name}
          {reason && ` · ${reason}`}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-3">
          <LogCounts flowRunId={run.id} counts={log_counts} className="-my-1 relative z-10" />
          {Object.keys(task_run_counts).length > 0 && <TaskBar counts={task_run_counts} />}
          <RunDuration run={run} usual={usual_duration} />
        </span>
      </div>
    </div>
  );
}

function SkeletonCard() {
  return (
    <div aria-hidden="true" className="flex h-full flex-col justify-center gap-2 px-4">
      <Skeleton className="h-3.5 w-3/5" />
      <Skeleton className="h-3 w-2/5" />
    </div>
  );
}
