import type { Log, RunGraph, RunRow } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { Duration } from "../../components/duration.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { Loaded } from "../../components/loaded.tsx";
import { RunLink } from "../../components/run-link.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { Time } from "../../components/time.tsx";
import { Switch } from "../../forms/switch.tsx";
import { compareRuns, compareTasks } from "./compare-model.ts";
import { CompareTable, cellClasses, tableClasses } from "./compare-table.tsx";
import { LogTails } from "./log-tails.tsx";
import { TaskTable } from "./task-table.tsx";

/** Runs beside each other: what differs in what they were given, and how long their tasks took. */
export function ComparePage({ ids }: { ids: readonly string[] }) {
  const query = useQuery({
    queryKey: ["compare", ...ids],
    queryFn: ({ signal }) => read(ids, signal),
    enabled: ids.length > 1,
    retry: false,
  });
  if (ids.length < 2) return <TooFewRuns />;
  return (
    <Loaded query={query} failure="The runs could not be read" title="Compare runs">
      {(data) => (data.rows.length < 2 ? <TooFewRuns /> : <Comparison {...data} />)}
    </Loaded>
  );
}

function TooFewRuns() {
  return (
    <EmptyState level={1} icon={<GitCompareArrows size={18} />} title="Choose two or three runs">
      <p>Tick them in the list of runs, then press Compare. Runs that were deleted cannot be compared.</p>
    </EmptyState>
  );
}

async function read(ids: readonly string[], signal: AbortSignal) {
  const [{ rows }, graphs, logs] = await Promise.all([
    api.listRunRows({ body: { flow_runs: { id: { any_: [...ids] } } } }, { signal }),
    // A run that is gone has no graph; the others are still worth comparing.
    Promise.all(ids.map((id) => api.getRunGraph({ params: { id } }, { signal }).catch(() => undefined))),
    Promise.all(ids.map((id) => readLogTail(id, signal))),
  ]);
  const found = ids.flatMap((id, at) => {
    const row = rows.find(({ flow_run }) => flow_run.id === id);
    const graph = graphs[at];
    return row && graph ? [{ row, graph, tail: logs[at] ?? [] }] : [];
  });
  return {
    rows: found.map(({ row }) => row),
    graphs: found.map(({ graph }) => graph),
    tails: found.map(({ tail }) => tail),
  };
}

const TAIL_LINES = 20;

async function readLogTail(id: string, signal: AbortSignal): Promise<Log[]> {
  const logs = { flow_run_id: { any_: [id] } };
  const body = { logs, sort: "TIMESTAMP_DESC", limit: TAIL_LINES } as const;
  const lines = await api.listLogs({ body }, { signal }).catch(() => []);
  return lines.toReversed();
}

type ComparisonProps = { rows: RunRow[]; graphs: RunGraph[]; tails: Log[][] };

function Comparison({ rows, graphs, tails }: ComparisonProps) {
  const [isWhole, setWhole] = useState(false);
  const lines = compareRuns(rows).filter(({ differs }) => isWhole || differs);
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-3 border-line border-b px-4 py-2.5">
        <h1 className="font-semibold text-lg tracking-tight">Compare runs</h1>
        <Switch
          label="Show what is the same too"
          checked={isWhole}
          onChange={setWhole}
          isLabelShown
          className="ml-auto"
        />
      </header>
      <section
        aria-label="Comparison"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
        tabIndex={0}
        className="flex min-h-0 grow flex-col gap-6 overflow-auto p-4 outline-offset-[-2px]"
      >
        <table aria-label="Runs" className={`${tableClasses} ${rows.length > 2 ? "min-w-xl" : ""}`}>
          <Heads rows={rows} />
          <tbody>
            <CompareTable lines={lines} columns={rows.length} />
          </tbody>
        </table>
        <TaskTable lines={compareTasks(graphs)} names={rows.map(({ flow_run }) => flow_run.name)} />
        <LogTails rows={rows} tails={tails} />
      </section>
    </>
  );
}

function Heads({ rows }: { rows: readonly RunRow[] }) {
  return (
    <thead>
      <tr>
        <td className={`${cellClasses} w-44 max-md:w-24`} />
        {rows.map(({ flow_run: run }) => (
          <th key={run.id} scope="col" className={`${cellClasses} font-normal`}>
            <span className="flex flex-col items-start gap-1">
              <RunLink
                flowRunId={run.id}
                className="max-w-full truncate font-medium text-accent hover:underline"
              >
                {run.name}
              </RunLink>
              <StateBadge type={run.state_type ?? "PENDING"} name={run.state_name} />
              <span className="text-text-soft text-xs">
                {run.start_time ? <Time value={run.start_time} /> : "not started"}
                {run.start_time && (
                  <>
                    {" · "}
                    <Duration start={run.start_time} end={run.end_time} />
                  </>
                )}
              </span>
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
