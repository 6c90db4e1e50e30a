import { sayTaskProgress, taskProgress } from "./task-progress.ts";

/** A run's tasks: a small bar of what is done, failed and running, and the numbers. */
export function TaskBar({ counts }: { counts: Readonly<Record<string, number>> }) {
  const progress = taskProgress(counts);
  const { total, completed, failed, running } = progress;
  if (total === 0) return <span className="text-text-faint">–</span>;
  const share = (count: number) => `${(count / total) * 100}%`;
  return (
    <span className="flex items-center gap-2" title={sayTaskProgress(progress)}>
      <span
        aria-hidden="true"
        className="forced-color-adjust-none flex h-1 w-12 shrink-0 overflow-hidden rounded-full bg-line"
      >
        <span className="bg-completed-fill" style={{ width: share(completed) }} />
        <span className="bg-failed-fill" style={{ width: share(failed) }} />
        <span className="bg-running-fill" style={{ width: share(running) }} />
      </span>
      <span className="tabular whitespace-nowrap text-text-soft">
        <span className="sr-only">Tasks: </span>
        {completed.toLocaleString("en")}
        <span className="text-text-faint">/{total.toLocaleString("en")}</span>
        {failed > 0 && <span className="ml-1.5 text-failed">{failed.toLocaleString("en")} failed</span>}
      </span>
    </span>
  );
}
