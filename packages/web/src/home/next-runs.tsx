import type { RunRow } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Panel, PanelNote } from "../components/panel.tsx";
import { startOf } from "../components/start-of.ts";
import { Time, TimeAgo } from "../components/time.tsx";
import { aboveRowLink } from "../lists/use-table-keys.ts";
import { RunTitle } from "./under-way.tsx";

/** What is scheduled next, in the order of its times. */
export function NextRuns({ rows }: { rows: readonly RunRow[] }) {
  return (
    <Panel
      title="Coming up"
      actions={
        <Link to="/schedule" className="rounded-sm px-1 py-1 text-accent text-xs hover:underline">
          Over time
        </Link>
      }
    >
      {rows.length === 0 && (
        <PanelNote>No run is planned. A deployment with a schedule plans its runs.</PanelNote>
      )}
      <ol className="pb-1.5">
        {rows.map((row) => {
          const start = startOf(row.flow_run);
          return (
            <li
              key={row.flow_run.id}
              className="group relative flex h-8 items-center gap-3 px-4 hover:bg-hover"
            >
              <RunTitle run={{ row }} />
              {start && (
                <span className={`${aboveRowLink} ml-auto flex shrink-0 items-baseline gap-2 text-xs`}>
                  <Time value={start} className="text-text-faint max-sm:hidden" />
                  <TimeAgo value={start} className="w-16 text-right text-text-soft" />
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
