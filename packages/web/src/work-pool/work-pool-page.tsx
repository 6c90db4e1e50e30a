import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { useId } from "react";
import { api } from "../api/client.ts";
import { buttonClasses } from "../components/button.tsx";
import { DeploymentLines } from "../components/deployment-lines.tsx";
import { HealthWord } from "../components/health-word.tsx";
import { JsonView } from "../components/json-view.tsx";
import { Loaded } from "../components/loaded.tsx";
import { poolHealth } from "../components/pool-health.ts";
import { RunLines } from "../components/run-lines.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Tabs } from "../components/tabs.tsx";
import { Switch } from "../forms/switch.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { pauseWorkPool } from "../work-pools/pause-work-pool.ts";
import { PoolFacts } from "./pool-facts.tsx";
import { PoolMenu } from "./pool-menu.tsx";
import { QueueTable } from "./queue-table.tsx";
import { type PoolData, useRunsOfPool, useWorkPool } from "./use-work-pool.ts";
import { WorkerTable } from "./worker-table.tsx";

type TabId = "runs" | "queues" | "workers" | "deployments" | "template";

/** One work pool: how it does and why, who works for it, what waits in its queues. */
export function WorkPoolPage({ name }: { name: string }) {
  const query = useWorkPool(name);
  return (
    <Loaded query={query} failure="The work pool could not be read" title="Work pool">
      {(data) => <WorkPoolView data={data} onChanged={() => void query.refetch()} />}
    </Loaded>
  );
}

function WorkPoolView({ data, onChanged }: { data: PoolData; onChanged: () => void }) {
  const { name } = data.pool;
  const [tabText, setTab] = useSearchParam("tab");
  const panelId = useId();
  const tabs = [
    { id: "runs", label: "Runs" },
    { id: "queues", label: "Queues", count: data.queues.length },
    { id: "workers", label: "Workers", count: data.workers.length },
    { id: "deployments", label: "Deployments" },
    { id: "template", label: "Job template" },
  ] as const;
  const tab: TabId = tabs.find(({ id }) => id === tabText)?.id ?? "runs";
  return (
    <>
      <Header data={data} onChanged={onChanged} />
      <div className="flex min-h-0 grow max-lg:flex-col max-lg:overflow-y-auto">
        <div className="flex min-w-0 grow flex-col">
          <div className="shrink-0 overflow-x-auto border-line border-b px-2">
            <Tabs
              label="Parts of the work pool"
              tabs={tabs}
              value={tab}
              onChange={(next) => setTab(next === "runs" ? "" : next)}
              panelId={panelId}
            />
          </div>
          <div
            id={panelId}
            role="tabpanel"
            aria-label={tab}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
            tabIndex={0}
            className="min-h-0 grow pb-4 outline-offset-[-2px] lg:overflow-y-auto"
          >
            {tab === "runs" && <Runs name={name} />}
            {tab === "queues" && <QueueTable poolName={name} queues={data.queues} onChanged={onChanged} />}
            {tab === "workers" && (
              <WorkerTable poolName={name} workers={data.workers} onChanged={onChanged} />
            )}
            {tab === "deployments" && <Deployments name={name} />}
            {tab === "template" && <JsonView value={data.pool.base_job_template} className="m-4" />}
          </div>
        </div>
        <aside
          aria-label="About the work pool"
          className="flex shrink-0 flex-col gap-5 border-line p-4 max-lg:border-t lg:w-88 lg:overflow-y-auto lg:border-l"
        >
          <PoolFacts data={data} />
        </aside>
      </div>
    </>
  );
}

function Header({ data, onChanged }: { data: PoolData; onChanged: () => void }) {
  const { pool, lateRuns } = data;
  const setRunning = async (isOn: boolean) => {
    await pauseWorkPool(pool.name, !isOn);
    onChanged();
  };
  return (
    <header className="flex shrink-0 flex-col gap-1.5 border-line border-b px-4 pt-3 pb-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{pool.name}</h1>
        <HealthWord {...poolHealth(pool, lateRuns)} />
        <div className="ml-auto flex items-center gap-3">
          <Switch
            label="Takes on runs"
            isLabelShown
            checked={!pool.is_paused}
            onChange={(isOn) => void setRunning(isOn)}
          />
          <Link
            to="/work-pools/work-pool/$name/edit"
            params={{ name: pool.name }}
            className={buttonClasses()}
          >
            <Pencil size={14} aria-hidden="true" />
            Edit
          </Link>
          <PoolMenu pool={pool} />
        </div>
      </div>
      {pool.description && <p className="text-text-soft">{pool.description}</p>}
    </header>
  );
}

const NONE_DEPLOYED = {
  title: "No deployment uses it",
  text: "Deployments name the pool in which their runs are executed.",
};

// More than anybody looks through here; the list of deployments has all.
const MOST_DEPLOYMENTS = 200;

function Deployments({ name }: { name: string }) {
  const queryKey = ["deployments-of-pool", name];
  useLiveKinds(["deployment"], queryKey);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.listDeployments(
        { body: { work_pools: { name: { any_: [name] } }, sort: "NAME_ASC", limit: MOST_DEPLOYMENTS } },
        { signal },
      ),
  });
  return data ? (
    <DeploymentLines deployments={data} empty={NONE_DEPLOYED} />
  ) : (
    <Skeleton className="m-4 h-24" />
  );
}

function Runs({ name }: { name: string }) {
  const { data } = useRunsOfPool(name);
  return (
    <>
      <RunLines title="Next" runs={data?.next.slice(0, 5)} whenNone="No run waits to begin." />
      <RunLines title="Latest" runs={data?.past} whenNone="No run of this pool has begun yet." />
    </>
  );
}
