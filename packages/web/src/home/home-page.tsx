import type { Home } from "@reeve/protocol";
import { ErrorState } from "../components/error-state.tsx";
import { FirstSteps } from "../components/first-steps.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { FailureList } from "./failure-list.tsx";
import type { HomeSearch } from "./home-search.ts";
import { inSpan } from "./home-span.ts";
import { HomeToolbar } from "./home-toolbar.tsx";
import { NextRuns } from "./next-runs.tsx";
import { PinnedDeploymentsLine } from "./pinned-deployments-line.tsx";
import { PoolList } from "./pool-list.tsx";
import { RunStrip } from "./run-strip.tsx";
import { TaskTotals } from "./task-totals.tsx";
import { RunningPanel, WaitingPanel } from "./under-way.tsx";
import { useHome } from "./use-home.ts";

type Props = { search: HomeSearch; onSearch: (search: HomeSearch) => void };

/** What is wrong, what goes on, and what comes next. */
export function HomePage({ search, onSearch }: Props) {
  const { data: home, error, refetch } = useHome(search);
  return (
    <>
      <h1 className="sr-only">Home</h1>
      {home?.has_runs !== false && <HomeToolbar search={search} onChange={onSearch} />}
      <section
        aria-label="At a glance"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        className="min-h-0 grow overflow-y-auto bg-canvas outline-offset-[-2px]"
      >
        {home ? (
          home.has_runs || home.pools.length > 0 ? (
            <Panels home={home} search={search} />
          ) : (
            <FirstSteps />
          )
        ) : error ? (
          <ErrorState error={error} title="The page could not be read" onRetry={() => void refetch()} />
        ) : (
          <PanelSkeletons />
        )}
      </section>
    </>
  );
}

function Panels({ home, search }: { home: Home; search: HomeSearch }) {
  return (
    <div className="mx-auto grid max-w-[90rem] grid-cols-1 gap-3 p-3 md:gap-4 md:p-4 lg:grid-cols-6">
      <PinnedDeploymentsLine />
      <div className="min-w-0 lg:col-span-6">
        <FailureList failures={home.failures} search={search} />
      </div>
      <div className="grid min-w-0 lg:col-span-3">
        <RunningPanel list={home.running} />
      </div>
      <div className="grid min-w-0 lg:col-span-3">
        <WaitingPanel list={home.waiting} />
      </div>
      <div className="grid min-w-0 lg:col-span-4">
        <RunStrip history={home.history} search={search} />
      </div>
      <div className="grid min-w-0 lg:col-span-2">
        <TaskTotals counts={home.task_runs} note={inSpan(search.span)} />
      </div>
      <div className="grid min-w-0 lg:col-span-3">
        <NextRuns rows={home.next} />
      </div>
      <div className="min-w-0 lg:col-span-3">
        <PoolList pools={home.pools} />
      </div>
    </div>
  );
}

/** Grey panels of the size of those to come. */
function PanelSkeletons() {
  return (
    <div className="mx-auto grid max-w-[90rem] grid-cols-1 gap-4 p-4 lg:grid-cols-2">
      {["h-40 lg:col-span-2", "h-56", "h-56", "h-52", "h-52"].map((size, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change places.
        <div key={index} className={`${size} rounded-lg border border-line bg-surface p-4`}>
          <Skeleton className="h-3 w-32" />
          <Skeleton className="mt-5 h-3 w-3/4" />
          <Skeleton className="mt-4 h-3 w-2/3" />
        </div>
      ))}
    </div>
  );
}
