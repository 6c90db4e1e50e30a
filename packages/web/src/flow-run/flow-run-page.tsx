import type { RunRow } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { isTerminal } from "@reeve/protocol/state-types";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { SearchX } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { buttonClasses } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { stateLabel } from "../components/run-state.ts";
import { announce } from "../shell/announce.tsx";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { runRowQuery } from "./flow-run-queries.ts";
import { RunHeader } from "./header/run-header.tsx";
import { useLog } from "./log/use-log.ts";
import { RunClock } from "./run-clock.ts";
import { PageSkeleton } from "./run-skeleton.tsx";
import { RunTabs } from "./run-tabs.tsx";
import { parseMilliseconds } from "./timeline/timeline-node.ts";
import { useGraph } from "./use-graph.ts";
import { useRunLive } from "./use-run-live.ts";
import { useRunNodes } from "./use-run-nodes.ts";
import { useRunSearch } from "./use-run-search.ts";

/** The page of one flow run; give it the run's id as its key, so that nothing of another run stays. */
export function FlowRunPage({ flowRunId }: { flowRunId: string }) {
  const { data: row, error, refetch } = useQuery(runRowQuery(flowRunId));
  const graph = useGraph(flowRunId);
  const log = useLog({ flowRunId, taskRunId: undefined, find: "" });
  useRunLive(flowRunId, graph, log);
  const [search, update] = useRunSearch();
  useShortcut("Escape", "Clear the selection", () =>
    update(search.task === undefined ? { full: undefined } : { task: undefined }),
  );
  useAnnouncedState(row);
  const state = row?.flow_run.state_type;
  const hasEnded = row ? Boolean(state && isTerminal(state)) : undefined;
  const known = useRunNodes(flowRunId, graph, hasEnded, search.tab === "tasks" || search.tab === "subflows");
  const clock = useRunClock(row, known.nodes);
  if (row === null || isNoSuchRun(error)) return <NotFound flowRunId={flowRunId} />;
  if (!row) {
    if (error)
      return <ErrorState error={error} title="The run could not be read" onRetry={() => void refetch()} />;
    return <PageSkeleton />;
  }
  return (
    <div className={clsx("flex min-h-0 flex-1 flex-col", search.full && "fixed inset-0 z-40 bg-surface")}>
      {search.full ? (
        <h1 className="sr-only">{row.flow_run.name}</h1>
      ) : (
        <RunHeader row={row} log={log} update={update} />
      )}
      <RunTabs {...{ row, graph, log, known, clock, search, update }} />
    </div>
  );
}

/** The run's clock: it stands at the run's end, and goes while the run does. */
function useRunClock(
  row: RunRow | null | undefined,
  nodes: readonly { start: number; end: number | null }[],
): RunClock {
  const [clock] = useState(() => new RunClock());
  const run = row?.flow_run;
  const hasEnded = Boolean(run?.state_type && isTerminal(run.state_type));
  const endedAt = hasEnded ? (run?.end_time ?? run?.state?.timestamp) : undefined;
  clock.setEnd(endedAt ? parseMilliseconds(endedAt) : undefined);
  for (const node of nodes) clock.noticeTime(node.end ?? node.start);
  return clock;
}

/** Reads changes of the run's state out to those who listen. */
function useAnnouncedState(row: RunRow | null | undefined): void {
  const before = useRef<string | null>(null);
  const run = row?.flow_run;
  useEffect(() => {
    if (!run?.state_type || !run.state_id) return;
    if (before.current !== null && before.current !== run.state_id) {
      announce(`${run.name}: ${stateLabel(run.state_type, run.state_name)}`);
    }
    before.current = run.state_id;
  }, [run]);
}

// An address may hold anything in place of an id.
const isNoSuchRun = (error: unknown): boolean =>
  error instanceof ReeveError && (error.code === "not_found" || error.details.status === 422);

function NotFound({ flowRunId }: { flowRunId: string }) {
  return (
    <div className="grid flex-1 place-items-center">
      <EmptyState
        icon={<SearchX size={18} />}
        title="There is no such run"
        level={1}
        actions={
          <Link to="/runs" className={buttonClasses("primary")}>
            All runs
          </Link>
        }
      >
        <p>No flow run has this id. It may have been deleted.</p>
        <p className="mt-1 break-all font-mono text-text-faint text-xs">{flowRunId}</p>
      </EmptyState>
    </div>
  );
}
