import type { RunOverview } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { Link } from "@tanstack/react-router";
import { Shapes } from "lucide-react";
import { useLiveKinds } from "../../lists/use-live-kinds.ts";
import { runRowQuery } from "../flow-run-queries.ts";
import type { UpdateSearch } from "../use-run-search.ts";

const MOST_REPORTS = 4;

/** What the run has made for people to look at, each a way there; more appear while it runs. */
export function RunReports({ row, update }: { row: RunOverview; update: UpdateSearch }) {
  const { flow_run: run, reports } = row;
  const goesOn = run.state_type === null || !isTerminal(run.state_type);
  const hidden = reports.length - MOST_REPORTS;
  return (
    <>
      {goesOn && run.start_time && <FollowReports flowRunId={run.id} />}
      {reports.length > 0 && (
        <ul aria-label="Reports of the run" className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <li aria-hidden="true" className="-mr-2.5 text-text-faint">
            Made
          </li>
          {reports.slice(0, MOST_REPORTS).map(({ id, key }) => (
            <li key={id} className="min-w-0">
              <Link
                to="/artifacts/artifact/$id"
                params={{ id }}
                className="inline-flex h-6 max-w-full items-center gap-1.5 text-accent hover:underline"
              >
                <Shapes size={14} aria-hidden="true" className="shrink-0" />
                <span className="truncate">{key}</span>
              </Link>
            </li>
          ))}
          {hidden > 0 && (
            <li>
              <button
                type="button"
                onClick={() => update({ tab: "artifacts" })}
                className="h-6 text-accent text-xs hover:underline"
              >
                {hidden} more
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function FollowReports({ flowRunId }: { flowRunId: string }) {
  useLiveKinds(["artifact-collection"], runRowQuery(flowRunId).queryKey);
  return null;
}
