export type TaskProgress = { total: number; completed: number; failed: number; running: number };

/** What a run's task counts by state type add up to. */
export function taskProgress(counts: Readonly<Record<string, number>>): TaskProgress {
  const of = (type: string) => counts[type] ?? 0;
  return {
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    completed: of("COMPLETED"),
    failed: of("FAILED") + of("CRASHED"),
    running: of("RUNNING") + of("PENDING") + of("CANCELLING"),
  };
}

/** The same as words, for those who do not see the bar. */
export function sayTaskProgress({ total, completed, failed, running }: TaskProgress): string {
  const parts = [`${completed} of ${total} tasks completed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (running > 0) parts.push(`${running} running`);
  return parts.join(", ");
}
