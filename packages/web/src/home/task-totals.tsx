import type { TaskRunCount } from "@reeve/protocol";
import { Panel } from "../components/panel.tsx";

/** How many task runs ended in the span, and how that went over time. */
export function TaskTotals({ counts, note }: { counts: readonly TaskRunCount[]; note: string }) {
  const completed = counts.reduce((sum, count) => sum + count.completed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  const most = Math.max(1, ...counts.map((count) => count.completed + count.failed));
  return (
    <Panel title="Tasks" note={note}>
      <div className="flex grow flex-col justify-between gap-3 px-4 pt-1 pb-3">
        <dl className="tabular flex gap-6">
          <div className="flex flex-col-reverse">
            <dt className="text-text-faint text-xs">completed</dt>
            <dd className="font-medium text-xl">{completed.toLocaleString("en")}</dd>
          </div>
          <div className="flex flex-col-reverse">
            <dt className="text-text-faint text-xs">failed</dt>
            <dd className={failed > 0 ? "font-medium text-failed text-xl" : "font-medium text-xl"}>
              {failed.toLocaleString("en")}
            </dd>
          </div>
        </dl>
        <div
          role="img"
          aria-label="Task runs over the span, from the oldest on the left"
          className="flex h-14 items-end gap-0.5 border-line border-b"
        >
          {counts.map((count, index) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: each place is a stretch of time of its own.
              key={index}
              className="flex h-full grow basis-0 flex-col-reverse"
            >
              {count.completed > 0 && (
                <div
                  className="min-h-0.5 bg-completed-fill forced-color-adjust-none"
                  style={{ height: `${(count.completed / most) * 100}%` }}
                />
              )}
              {count.failed > 0 && (
                <div
                  className="min-h-0.5 bg-failed-fill forced-color-adjust-none"
                  style={{ height: `${(count.failed / most) * 100}%` }}
                />
              )}
            </div>
          ))}
        </div>
      </div>
    </Panel>
  );
}
