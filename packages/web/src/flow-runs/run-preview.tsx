import type { RunRow } from "@reeve/protocol";
import { runReason } from "@reeve/protocol/run-reason";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { api } from "../api/client.ts";
import { buttonClasses, IconButton } from "../components/button.tsx";
import { Duration } from "../components/duration.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { LogCounts } from "../components/log-counts.tsx";
import { LogTail } from "../components/log-tail.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { startOf } from "../components/start-of.ts";
import { StateBadge } from "../components/state-badge.tsx";
import { TagList } from "../components/tag-list.tsx";
import { TaskBar } from "../components/task-bar.tsx";
import { Time } from "../components/time.tsx";
import { useShortcut } from "../shortcuts/use-shortcut.ts";

const LINES = 12;

/** A look at a run beside the list: why it is as it is, and the end of its log. */
export function RunPreview({ row, onClose }: { row: RunRow; onClose: () => void }) {
  const { flow_run: run, flow_name, deployment_name } = row;
  useShortcut("Escape", "Close the preview", onClose);
  const { data: lines } = useQuery({
    queryKey: ["log-tail", run.id, run.state_id],
    queryFn: async ({ signal }) => {
      const logs = { flow_run_id: { any_: [run.id] } };
      const found = await api.listLogs({ body: { logs, sort: "TIMESTAMP_DESC", limit: LINES } }, { signal });
      return found.toReversed();
    },
  });
  const reason = runReason(run);
  const start = startOf(run);
  return (
    <aside
      aria-label={`Preview of ${run.name}`}
      className="absolute inset-y-0 right-0 z-20 flex w-96 flex-col bg-surface shadow-high"
    >
      <div className="flex h-10 shrink-0 items-center gap-2 border-line border-b pr-1.5 pl-3">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{run.name}</h2>
        <Link
          to="/runs/flow-run/$flowRunId"
          params={{ flowRunId: run.id }}
          className={buttonClasses("outline", "sm")}
        >
          Open
        </Link>
        <IconButton label="Close the preview" onClick={onClose}>
          <X size={15} aria-hidden="true" />
        </IconButton>
      </div>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3 outline-offset-[-2px]"
      >
        <div className="flex flex-col gap-1.5">
          <StateBadge type={run.state_type ?? "PENDING"} name={run.state_name} />
          {reason && <p className="break-words text-text-soft">{reason}</p>}
        </div>
        <Facts>
          <Fact name="Flow">{flow_name}</Fact>
          <Fact name="Deployment">{deployment_name}</Fact>
          <Fact name="Began">{start && <Time value={start} />}</Fact>
          <Fact name="Took">{run.start_time && <Duration start={run.start_time} end={run.end_time} />}</Fact>
          <Fact name="Tasks">
            {Object.keys(row.task_run_counts).length > 0 && <TaskBar counts={row.task_run_counts} />}
          </Fact>
          <Fact name="Log">
            {row.log_counts.errors + row.log_counts.warnings > 0 && (
              <LogCounts flowRunId={run.id} counts={row.log_counts} />
            )}
          </Fact>
          <Fact name="Tags">{run.tags.length > 0 && <TagList tags={run.tags} />}</Fact>
        </Facts>
        <section className="flex flex-col gap-1.5">
          <h3 className="font-medium text-xs">End of its log</h3>
          {lines ? <LogTail lines={lines} /> : <Skeleton className="h-24" />}
        </section>
      </div>
    </aside>
  );
}
