import { Link } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { onRecentRuns, recentRuns } from "./recent-run-store.ts";

const SHOWN = 6;

/** The runs looked at last, as a part of the rail. */
export function RecentRuns() {
  const runs = useSyncExternalStore(onRecentRuns, recentRuns);
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="recent-runs" className="mt-5 min-h-0 overflow-y-auto px-2">
      <h2 id="recent-runs" className="px-2 pb-1 font-medium text-2xs text-text-faint">
        Recent
      </h2>
      <ul className="flex flex-col gap-0.5">
        {runs.slice(0, SHOWN).map((run) => (
          <li key={run.id}>
            <Link
              to="/runs/flow-run/$flowRunId"
              params={{ flowRunId: run.id }}
              className="block h-7 truncate rounded-md px-2 text-text-soft leading-7 hover:bg-hover hover:text-text"
              activeProps={{ className: "bg-hover text-text" }}
              title={run.flowName ? `${run.flowName} / ${run.name}` : run.name}
            >
              {run.name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
