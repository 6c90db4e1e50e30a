import type { FlowRow, FlowRun } from "@reeve/protocol";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { formatDuration } from "../components/format-duration.ts";
import { RunBars } from "../components/run-bars.tsx";
import { figuresOf, formatRate } from "../components/run-figures.ts";
import { RunLink } from "../components/run-link.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { startOf } from "../components/start-of.ts";
import { TimeAgo } from "../components/time.tsx";
import { SHOWN_RUNS } from "./use-flow.ts";

type Props = { runs: readonly FlowRun[] | undefined; row: FlowRow | undefined };

/** How the flow has done: a bar for each of its last runs, and what they add up to. */
export function FlowFigures({ runs, row }: Props) {
  const bars = (runs ?? []).map((run) => ({
    id: run.id,
    name: run.name,
    state_type: run.state_type,
    state_name: run.state_name,
    start_time: startOf(run) ?? "",
    seconds: run.total_run_time,
  }));
  const { ended, successRate: rate, p50, p95 } = figuresOf(bars);
  return (
    <section aria-label="How it does" className="flex shrink-0 flex-col gap-3 border-line border-b px-4 py-3">
      {runs ? (
        <RunBars runs={bars} places={SHOWN_RUNS} className="h-16 justify-start!" />
      ) : (
        <Skeleton className="h-16 w-full" />
      )}
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Figure name={ended === 1 ? "of 1 run completed" : `of the last ${ended} runs completed`}>
          {rate !== undefined && (
            <span className={clsx(rate < 0.8 && "text-failed")}>{formatRate(rate)}</span>
          )}
        </Figure>
        <Figure name="usually takes">{p50 !== undefined && formatDuration(p50 * 1000)}</Figure>
        <Figure name="19 of 20 take less than">{p95 !== undefined && formatDuration(p95 * 1000)}</Figure>
        <Figure name="runs next">
          {row?.next_run && (
            <RunLink flowRunId={row.next_run.id} className="hover:underline">
              <TimeAgo value={row.next_run.next_scheduled_start_time} />
            </RunLink>
          )}
        </Figure>
      </dl>
      {row?.last_failure && (
        <p className="flex min-w-0 gap-2">
          <span className="shrink-0 text-text-faint">It failed last because of</span>
          <RunLink flowRunId={row.last_failure.flow_run_id} className="truncate text-failed hover:underline">
            {row.last_failure.reason}
          </RunLink>
        </p>
      )}
    </section>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-text-faint text-xs">{name}</dt>
      <dd className="tabular font-medium text-base">
        {children || <span className="text-text-faint">–</span>}
      </dd>
    </div>
  );
}
