import type { FlowRow } from "@reeve/protocol";
import { aboveRowLink } from "../lists/use-table-keys.ts";
import { RunLink } from "./run-link.tsx";
import { StateBadge } from "./state-badge.tsx";
import { TimeAgo } from "./time.tsx";

/** How the last run of a flow or a deployment is, when it began, and why it failed if it did. */
export function LastRun({
  recent_runs: [last],
  last_failure: failure,
}: Pick<FlowRow, "recent_runs" | "last_failure">) {
  if (!last) return <span className="text-text-faint">has not run yet</span>;
  const isFailed = failure?.flow_run_id === last.id;
  return (
    <span className={`${aboveRowLink} flex min-w-0 items-center gap-2`}>
      <RunLink flowRunId={last.id} className="inline-flex shrink-0 hover:underline">
        <StateBadge type={last.state_type ?? "PENDING"} name={last.state_name} />
      </RunLink>
      <TimeAgo value={last.start_time} className="shrink-0 text-text-faint text-xs max-md:hidden" />
      {isFailed && (
        <span className="truncate text-text-faint text-xs max-md:hidden" title={failure.reason}>
          {failure.reason}
        </span>
      )}
    </span>
  );
}

/** In how long the next run is to begin. */
export function NextRun({ next_run: next }: Pick<FlowRow, "next_run">) {
  if (!next) return null;
  const isOverdue = Date.parse(next.next_scheduled_start_time) < Date.now();
  return (
    <RunLink flowRunId={next.id} className={`${aboveRowLink} text-text-soft hover:underline`}>
      {isOverdue ? (
        <span className="text-late">overdue</span>
      ) : (
        <TimeAgo value={next.next_scheduled_start_time} />
      )}
    </RunLink>
  );
}
