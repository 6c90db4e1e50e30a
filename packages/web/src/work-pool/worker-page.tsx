import type { FlowRun, Worker } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { SearchX, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Button, buttonClasses } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { HealthWord } from "../components/health-word.tsx";
import { Loaded } from "../components/loaded.tsx";
import { RunLines } from "../components/run-lines.tsx";
import { Time, TimeAgo } from "../components/time.tsx";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { useReread } from "../live/use-reread.ts";
import { findWorker, runsOfWorker } from "./runs-of-worker.ts";
import { useRunsOfPool, useWorkPool } from "./use-work-pool.ts";
import { WorkerCommands } from "./worker-command.tsx";

type Props = {
  poolName: string;
  /** Its name, or its id as clients print it. */
  given: string;
};

/** One worker: whether it is heard of, what it holds and what it ran, and how it is started again. */
export function WorkerPage({ poolName, given }: Props) {
  return (
    <Loaded query={useWorkPool(poolName)} failure="The worker could not be read" title="Worker">
      {({ workers }) => {
        const worker = findWorker(workers, given);
        return worker ? (
          <WorkerView
            poolName={poolName}
            worker={worker}
            others={workers.filter(({ id }) => id !== worker.id)}
          />
        ) : (
          <NoSuchWorker poolName={poolName} />
        );
      }}
    </Loaded>
  );
}

function NoSuchWorker({ poolName }: { poolName: string }) {
  return (
    <EmptyState
      level={1}
      icon={<SearchX size={18} />}
      title="No such worker is known"
      actions={
        <Link
          to="/work-pools/work-pool/$name"
          params={{ name: poolName }}
          search={{ tab: "workers" }}
          className={buttonClasses("primary")}
        >
          The workers of {poolName}
        </Link>
      }
    >
      <p>It may have been forgotten; a worker that still runs comes back with its next heartbeat.</p>
    </EmptyState>
  );
}

type ViewProps = { poolName: string; worker: Worker; others: readonly Worker[] };

// Enough to see what it will be busy with.
const SHOWN_NEXT = 5;

function WorkerView({ poolName, worker, others }: ViewProps) {
  const runs = useRunsOfWorker(poolName, worker.name);
  const pool = useRunsOfPool(poolName);
  const { id, last_heartbeat_time: heard, heartbeat_interval_seconds: seconds, created } = worker;
  return (
    <>
      <Header poolName={poolName} worker={worker} />
      <div className="flex min-h-0 grow max-lg:flex-col max-lg:overflow-y-auto">
        <section
          aria-label="Runs of the worker"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
          tabIndex={0}
          className="min-h-0 min-w-0 grow pb-4 outline-offset-[-2px] max-lg:shrink-0 lg:overflow-y-auto"
        >
          <RunLines title="Holds now" runs={runs?.held} whenNone="It holds no run." />
          <RunLines title="Latest" runs={runs?.past} whenNone="None of the pool's latest runs was its." />
          <RunLines
            title="Next in the pool"
            runs={pool.data?.next.slice(0, SHOWN_NEXT)}
            whenNone="No run waits in the pool: there is nothing to take on."
          />
        </section>
        <aside
          aria-label="About the worker"
          className="flex shrink-0 flex-col gap-5 border-line p-4 max-lg:border-t lg:w-88 lg:overflow-y-auto lg:border-l"
        >
          <WorkerCommands pool={poolName} worker={worker.name} />
          <section className="flex flex-col gap-2">
            <h2 className="font-medium text-sm">Details</h2>
            <Facts>
              <Fact name="Last heard of">{heard && <TimeAgo value={heard} />}</Fact>
              <Fact name="Heartbeats">{seconds !== null && `every ${seconds} s`}</Fact>
              <Fact name="Took on">{runs && tookText(runs)}</Fact>
              <Fact name="Beside it">{othersText(others)}</Fact>
              <Fact name="Work pool">
                <Link
                  to="/work-pools/work-pool/$name"
                  params={{ name: poolName }}
                  className="text-accent hover:underline"
                >
                  {poolName}
                </Link>
              </Fact>
              <Fact name="Known since">{created && <Time value={created} />}</Fact>
              <Fact name="ID">
                <span className="inline-flex max-w-full items-center gap-1">
                  <code className="truncate font-mono text-xs">{id}</code>
                  <CopyButton text={id} label="Copy the id" />
                </span>
              </Fact>
            </Facts>
          </section>
        </aside>
      </div>
    </>
  );
}

function Header({ poolName, worker: { name, status } }: { poolName: string; worker: Worker }) {
  const navigate = useNavigate();
  const [isDoomed, setDoomed] = useState(false);
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
      <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{name}</h1>
      {status === "ONLINE" ? (
        <HealthWord tone="good" word="Online" />
      ) : (
        <HealthWord tone="warning" word="Offline" cause="its heartbeats are missing" />
      )}
      <Button
        look="outline-danger"
        className="ml-auto"
        icon={<Trash2 size={14} aria-hidden="true" />}
        onClick={() => setDoomed(true)}
      >
        Forget
      </Button>
      <ConfirmDialog
        isOpen={isDoomed}
        onClose={() => setDoomed(false)}
        title={`Forget ${name}?`}
        text="A worker that still runs comes back with its next heartbeat."
        confirm="Forget"
        refuse="Keep it"
        onConfirm={async () => {
          await api.deleteWorker({ params: { work_pool_name: poolName, name } });
          await navigate({
            to: "/work-pools/work-pool/$name",
            params: { name: poolName },
            search: { tab: "workers" },
          });
        }}
      />
    </header>
  );
}

type RunsOfWorker = { held: FlowRun[]; past: FlowRun[]; lookedAt: number };

function tookText({ held, past, lookedAt }: RunsOfWorker): string {
  const count = held.length + past.length;
  if (lookedAt === 0) return "nothing: the pool has run nothing yet";
  return `${count} of the pool's last ${lookedAt} ${lookedAt === 1 ? "run" : "runs"}`;
}

function othersText(others: readonly Worker[]): string {
  if (others.length === 0) return "no other worker";
  const online = others.filter(({ status }) => status === "ONLINE").length;
  return `${others.length} other ${others.length === 1 ? "worker" : "workers"}, ${online} online`;
}

// The server knows runs by their pool alone; the worker's are found among so many of the newest.
const MOST_RUNS = 200;

function useRunsOfWorker(poolName: string, name: string): RunsOfWorker | undefined {
  const queryKey = ["runs-of-worker", poolName, name];
  const reread = useReread(queryKey);
  useLiveTopic("runs", reread, reread);
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const runs = await api.listFlowRuns(
        {
          body: {
            work_pools: { name: { any_: [poolName] } },
            flow_runs: { state: { type: { not_any_: ["SCHEDULED"] } } },
            sort: "ID_DESC",
            limit: MOST_RUNS,
          },
        },
        { signal },
      );
      return { ...runsOfWorker(runs, name), lookedAt: runs.length };
    },
  });
  return data;
}
