import type { LiveChange, RunRow } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { useQueryClient } from "@tanstack/react-query";
import { useLiveTopic } from "../live/use-live-topic.ts";
import { runRowQuery } from "./flow-run-queries.ts";
import type { RunLog } from "./log/use-log.ts";
import { sortChanges } from "./sort-changes.ts";
import type { Graph } from "./use-graph.ts";

// Task runs and log lines are written a moment after the run has ended.
const SETTLING_MS = 30_000;

/** Keeps what the page shows of a run up to date with the server's changes. */
export function useRunLive(flowRunId: string, graph: Graph, log: RunLog): void {
  const queryClient = useQueryClient();
  const { queryKey } = runRowQuery(flowRunId);
  const onChanges = (changes: readonly LiveChange[]) => {
    const { nodes, logs, row } = sortChanges(changes, flowRunId);
    graph.store.upsert(nodes);
    if (logs.length > 0) log.store.addNew(logs);
    if (row === null) queryClient.setQueryData(queryKey, null);
    else if (row) {
      queryClient.setQueryData(queryKey, (before) => before && { ...before, flow_run: row });
      // What it has made stands at its head, and nothing else tells of the last of it.
      if (row.state_type && isTerminal(row.state_type)) void queryClient.invalidateQueries({ queryKey });
    }
  };
  const onStale = async () => {
    const before = await queryClient.ensureQueryData(runRowQuery(flowRunId)).catch(() => undefined);
    // What an ended run was read to be does not change by itself: its row alone is worth a look.
    if (before && isSettled(before)) {
      if (wasJustRead(queryClient.getQueryState(queryKey)?.dataUpdatedAt)) return;
      await queryClient.refetchQueries({ queryKey });
      const after = queryClient.getQueryData(queryKey);
      if (after?.flow_run.state_id === before.flow_run.state_id) return;
    }
    void queryClient.refetchQueries({ queryKey });
    graph.reload();
    log.readOn();
  };
  useLiveTopic(`run:${flowRunId}`, onChanges, () => void onStale());
}

function isSettled({ flow_run: run }: RunRow): boolean {
  const endedAt = run.end_time ?? run.state?.timestamp;
  return (
    run.state_type !== null &&
    isTerminal(run.state_type) &&
    endedAt !== undefined &&
    Date.now() - Date.parse(endedAt) > SETTLING_MS
  );
}

// The subscription begins right after the page has read everything.
const JUST_MS = 3_000;

const wasJustRead = (readAt: number | undefined): boolean =>
  readAt !== undefined && Date.now() - readAt < JUST_MS;
