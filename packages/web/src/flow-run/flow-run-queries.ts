import type { Log, RunOverview, TaskRun } from "@reeve/protocol";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";

/** The most rows the API gives at once. */
export const PAGE_ROWS = 200;

/** A flow run with what stands at the head of its page; null once it was deleted. */
export const runRowQuery = (flowRunId: string) =>
  queryOptions({
    queryKey: ["flow-run", flowRunId],
    queryFn: ({ signal }): Promise<RunOverview | null> =>
      api.getRunOverview({ params: { id: flowRunId } }, { signal }),
  });

/** The graph of a run, kept up to date by who shows it. */
export const runGraphQuery = (flowRunId: string) =>
  queryOptions({
    queryKey: ["run-graph", flowRunId],
    queryFn: ({ signal }) => api.getRunGraph({ params: { id: flowRunId } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The run's task runs, a page at a time in the order they were due; read anew once the run has ended. */
export const taskRunsQuery = (flowRunId: string, hasEnded: boolean) =>
  infiniteQueryOptions({
    queryKey: ["run-task-runs", flowRunId, hasEnded],
    queryFn: ({ pageParam, signal }): Promise<TaskRun[]> =>
      api.listTaskRuns(
        {
          body: {
            task_runs: { flow_run_id: { any_: [flowRunId] } },
            sort: "EXPECTED_START_TIME_ASC",
            limit: PAGE_ROWS,
            offset: pageParam,
          },
        },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.length < PAGE_ROWS ? undefined : pages.length * PAGE_ROWS),
  });

export const taskRunQuery = (taskRunId: string, version: string) =>
  queryOptions({
    queryKey: ["task-run", taskRunId, version],
    queryFn: ({ signal }) => api.getTaskRun({ params: { id: taskRunId } }, { signal }),
    placeholderData: (before) => (before?.id === taskRunId ? before : undefined),
  });

/** A task run's states; `version` changes when it got another one. */
export const taskRunStatesQuery = (taskRunId: string, version: string) =>
  queryOptions({
    queryKey: ["task-run-states", taskRunId, version],
    queryFn: ({ signal }) => api.listTaskRunStates({ query: { task_run_id: taskRunId } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const flowRunStatesQuery = (flowRunId: string, version: string) =>
  queryOptions({
    queryKey: ["flow-run-states", flowRunId, version],
    queryFn: ({ signal }) => api.listFlowRunStates({ query: { flow_run_id: flowRunId } }, { signal }),
  });

export type LogQuery = {
  flowRunId: string;
  taskRunId: string | undefined;
  find: string;
};

/** One page of a run's log in the order of times, from `after` on. */
export function readLogs(
  { flowRunId, taskRunId, find }: LogQuery,
  page: { after: string | undefined; offset: number },
  signal: AbortSignal,
): Promise<Log[]> {
  const logs = {
    flow_run_id: { any_: [flowRunId] },
    ...(taskRunId === undefined ? {} : { task_run_id: { any_: [taskRunId] } }),
    ...(find === "" ? {} : { text: { query: find } }),
    ...(page.after === undefined ? {} : { timestamp: { after_: page.after } }),
  };
  return api.listLogs(
    { body: { logs, sort: "TIMESTAMP_ASC", limit: PAGE_ROWS, offset: page.offset } },
    { signal },
  );
}

/** The run's first line of level error or above. */
export const firstErrorQuery = (flowRunId: string, version: string) =>
  queryOptions({
    queryKey: ["first-error", flowRunId, version],
    queryFn: async ({ signal }): Promise<Log | null> => {
      const logs = { flow_run_id: { any_: [flowRunId] }, level: { ge_: 40 } };
      const [line] = await api.listLogs({ body: { logs, sort: "TIMESTAMP_ASC", limit: 1 } }, { signal });
      return line ?? null;
    },
  });
