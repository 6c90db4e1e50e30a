import type { HomePool, WorkPool } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { HealthWord } from "../components/health-word.tsx";
import { Panel, PanelNote } from "../components/panel.tsx";
import { poolHealth } from "../components/pool-health.ts";
import { TimeAgo } from "../components/time.tsx";
import { aboveRowLink, rowLinkClasses } from "../lists/use-table-keys.ts";

/** Where runs are executed, and whether somebody is there to do it. */
export function PoolList({ pools }: { pools: readonly HomePool[] }) {
  return (
    <Panel title="Work pools">
      {pools.length === 0 && (
        <PanelNote>There is none yet; flows that are served from a program need none.</PanelNote>
      )}
      <ul className="pb-1.5">
        {pools.map((pool) => (
          <li key={pool.id} className="group relative flex h-8 items-center gap-3 px-4 hover:bg-hover">
            <Link
              to="/work-pools/work-pool/$name"
              params={{ name: pool.name }}
              className={`${rowLinkClasses} min-w-16`}
            >
              {pool.name}
            </Link>
            <span className={`${aboveRowLink} pointer-events-none ml-auto flex min-w-0 items-center gap-4`}>
              <HealthWord
                {...poolHealth(
                  { status: pool.status as WorkPool["status"], is_paused: pool.is_paused },
                  pool.late_runs,
                )}
              />
              {pool.late_since && (
                <span className="shrink-0 text-text-faint text-xs max-sm:hidden">
                  due <TimeAgo value={pool.late_since} />
                </span>
              )}
              {pool.ended_runs > 0 && (
                <span
                  title={`${pool.completed_runs.toLocaleString("en")} of the ${pool.ended_runs.toLocaleString("en")} runs that are over`}
                  className="tabular pointer-events-auto shrink-0 text-text-faint text-xs max-sm:hidden"
                >
                  {Math.floor((100 * pool.completed_runs) / pool.ended_runs)}% completed
                </span>
              )}
              <span className="tabular w-20 shrink-0 text-right text-text-faint text-xs">
                {pool.online_workers} {pool.online_workers === 1 ? "worker" : "workers"}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
