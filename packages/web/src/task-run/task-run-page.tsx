import type { Log, State, UiTaskRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { Duration } from "../components/duration.tsx";
import { Loaded } from "../components/loaded.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { TimeAgo } from "../components/time.tsx";
import { Fact, Facts } from "../flow-run/inspector/facts.tsx";
import { StateList } from "../flow-run/inspector/state-list.tsx";
import { TaskArtifacts } from "../flow-run/inspector/task-artifacts.tsx";
import { TaskRunFacts } from "../flow-run/inspector/task-run-facts.tsx";
import { TaskRunMenu } from "../flow-run/inspector/task-run-menu.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { useCrumbs } from "../shell/crumbs.ts";
import { TaskLog } from "./task-log.tsx";

const MOST_LOGS = 200;

type Data = { run: UiTaskRun; states: State[]; logs: Log[] };

/** A task run that ran by itself; one of a flow run is shown among the others of it. */
export function TaskRunPage({ id }: { id: string }) {
  const queryKey = ["lone-task-run", id];
  useLiveKinds(["task-run"], queryKey);
  const query = useQuery<Data>({
    queryKey,
    queryFn: ({ signal }) => readTaskRun(id, signal),
    retry: false,
  });
  useCrumbs([{ label: "Runs", to: "/runs" }, { label: query.data?.run.name ?? "Task run" }]);
  return (
    <Loaded query={query} failure="The task run could not be read" title="Task run">
      {(data) => (data.run.flow_run_id ? <InItsFlowRun run={data.run} /> : <LoneTaskRun {...data} />)}
    </Loaded>
  );
}

const InItsFlowRun = ({ run }: { run: Data["run"] }) => (
  <Navigate
    to="/runs/flow-run/$flowRunId"
    params={{ flowRunId: run.flow_run_id ?? "" }}
    search={{ task: run.id }}
    replace
  />
);

async function readTaskRun(id: string, signal: AbortSignal): Promise<Data> {
  const run = await api.getUiTaskRun({ params: { id } }, { signal });
  if (run.flow_run_id) return { run, states: [], logs: [] };
  const [states, logs] = await Promise.all([
    api.listTaskRunStates({ query: { task_run_id: id } }, { signal }),
    api.listLogs(
      { body: { logs: { task_run_id: { any_: [id] } }, sort: "TIMESTAMP_ASC", limit: MOST_LOGS } },
      { signal },
    ),
  ]);
  return { run, states, logs };
}

function LoneTaskRun({ run, states, logs }: Data) {
  const navigate = useNavigate();
  return (
    <>
      <header className="flex shrink-0 flex-col gap-1.5 border-line border-b px-4 pt-3 pb-2.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 truncate font-semibold text-lg tracking-tight">{run.name}</h1>
          <StateBadge type={run.state_type ?? "PENDING"} name={run.state_name} />
          <div className="ml-auto">
            <TaskRunMenu
              run={run}
              onDeleted={() => void navigate({ to: "/runs", search: { tab: "task-runs" } as never })}
            />
          </div>
        </div>
        <p className="text-text-soft">
          {run.state?.message || "A task in the background: no flow run called it."}
        </p>
      </header>
      <section
        aria-label="About the task run"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        className="grid min-h-0 grow content-start gap-6 overflow-y-auto p-4 outline-offset-[-2px] lg:grid-cols-2"
      >
        <section aria-label="Details" className="flex min-w-0 flex-col gap-4">
          <h2 className="font-medium text-sm">Details</h2>
          <Facts>
            <Fact name="Flow run">none</Fact>
            <Fact name="Started">
              {run.start_time ? (
                <TimeAgo value={run.start_time} />
              ) : (
                <span className="text-text-faint">not yet</span>
              )}
            </Fact>
            {run.start_time && (
              <Fact name="Took">
                <Duration start={run.start_time} end={run.end_time} />
              </Fact>
            )}
            <Fact name="Attempts">{String(run.run_count)}</Fact>
          </Facts>
          <TaskArtifacts taskRunId={run.id} />
          <TaskRunFacts run={run} />
        </section>
        <section className="flex flex-col gap-2">
          <h2 className="font-medium text-sm">States</h2>
          <StateList states={states} />
        </section>
        <TaskLog logs={logs} />
      </section>
    </>
  );
}
