import type { AnswerOf, FlowRun, LiveChange, listRunRows, RunRow } from "@reeve/protocol";

export type RunRowPage = AnswerOf<typeof listRunRows>;

/**
 * The page after some changes. Known runs are replaced and deleted ones taken out at once; `needsReread` says
 * that only the server can tell the rest: a run that is not on the page, or one whose place may have changed.
 */
export function patchRunRows(
  page: RunRowPage,
  changes: readonly LiveChange[],
): { page: RunRowPage; needsReread: boolean } {
  const latest = new Map<string, FlowRun | null>();
  for (const change of changes) {
    if (change.kind === "flow-run") latest.set(change.flowRun.id, change.flowRun);
    else if (change.kind === "flow-run-deleted") latest.set(change.id, null);
  }
  if (latest.size === 0) return { page, needsReread: false };
  const counts: Record<string, number> = { ...page.state_counts };
  let needsReread = false;
  let known = 0;
  const rows = page.rows.flatMap((row) => {
    const flowRun = latest.get(row.flow_run.id);
    if (flowRun === undefined) return [row];
    known += 1;
    if (flowRun === null || flowRun.state_type !== row.flow_run.state_type) {
      needsReread = true;
      moveCount(counts, row.flow_run.state_type, flowRun?.state_type ?? null);
    }
    return flowRun === null ? [] : [{ ...row, flow_run: flowRun }];
  });
  if (known === 0) return { page, needsReread: true };
  const count = page.count - (page.rows.length - rows.length);
  // The cast: the counts of an answer are held by state type, of which some may be missing.
  const stateCounts = counts as RunRowPage["state_counts"];
  return {
    page: { ...page, rows, count, state_counts: stateCounts },
    needsReread: needsReread || known < latest.size,
  };
}

/** The rows with the numbers of task runs as they now are; the same rows where none of theirs changed. */
export function patchTaskRunCounts<Row extends RunRow>(rows: Row[], changes: readonly LiveChange[]): Row[] {
  const latest = new Map<string, Row["task_run_counts"]>();
  for (const change of changes) {
    if (change.kind === "task-run-counts") latest.set(change.flowRunId, change.counts);
  }
  if (!rows.some((row) => latest.has(row.flow_run.id))) return rows;
  return rows.map((row) => {
    const counts = latest.get(row.flow_run.id);
    return counts ? { ...row, task_run_counts: counts } : row;
  });
}

function moveCount(counts: Record<string, number>, from: string | null, to: string | null): void {
  if (from) counts[from] = Math.max(0, (counts[from] ?? 0) - 1);
  if (to) counts[to] = (counts[to] ?? 0) + 1;
}
