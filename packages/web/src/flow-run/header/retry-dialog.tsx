import type { FlowRun, TaskRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { PAGE_ROWS } from "../flow-run-queries.ts";
import { planRetry, type RetryLine } from "./retry-plan.ts";

type Props = { run: FlowRun; isOpen: boolean; onClose: () => void; onRetry: () => Promise<void> };

// A run of more is judged by its first ones: its tasks are of few kinds.
const MOST_TASK_RUNS = 1_000;

/** Says which tasks a retry keeps and which run again, and retries. */
export function RetryDialog({ run, isOpen, onClose, onRetry }: Props) {
  const { data } = useQuery({
    queryKey: ["retry-plan", run.id, run.state_id],
    queryFn: ({ signal }) => readTaskRuns(run.id, signal),
    enabled: isOpen,
  });
  const lines = data && planRetry(data.taskRuns, Date.now());
  const kept = lines?.reduce((sum, line) => sum + line.kept, 0) ?? 0;
  const again = lines?.reduce((sum, line) => sum + line.again, 0) ?? 0;
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      look="primary"
      title={`Retry ${run.name}?`}
      text="The same run begins again, with the same parameters."
      confirm={kept > 0 && again > 0 && data?.isWhole ? "Retry from what is missing" : "Retry"}
      refuse="Leave it"
      onConfirm={onRetry}
    >
      {lines ? (
        <Plan lines={lines} kept={kept} again={again} isWhole={data.isWhole} />
      ) : (
        <Skeleton className="h-16" />
      )}
    </ConfirmDialog>
  );
}

async function readTaskRuns(flowRunId: string, signal: AbortSignal) {
  const taskRuns: TaskRun[] = [];
  for (;;) {
    const page = await api.listTaskRuns(
      {
        body: {
          task_runs: { flow_run_id: { any_: [flowRunId] } },
          sort: "EXPECTED_START_TIME_ASC",
          limit: PAGE_ROWS,
          offset: taskRuns.length,
        },
      },
      { signal },
    );
    taskRuns.push(...page);
    if (page.length < PAGE_ROWS) return { taskRuns, isWhole: true };
    if (taskRuns.length >= MOST_TASK_RUNS) return { taskRuns, isWhole: false };
  }
}

type PlanProps = { lines: readonly RetryLine[]; kept: number; again: number; isWhole: boolean };

function Plan({ lines, kept, again, isWhole }: PlanProps) {
  if (lines.length === 0) return <p>It has run no task yet, so nothing of it can be kept.</p>;
  return (
    <>
      <p>
        {kept === 0
          ? "No task stored its result, so all of them run again."
          : `${count(kept)} with a stored result ${kept === 1 ? "is" : "are"} kept, ${again === 0 ? "none" : count(again)} ${again === 1 ? "runs" : "run"} again.`}
        {!isWhole && " These are the first ones; the others go the same way."}
      </p>
      <ul
        aria-label="Tasks"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
        tabIndex={0}
        className="tabular max-h-48 overflow-y-auto rounded-md border border-line"
      >
        {lines.map(({ name, kept: keptOnes, again: againOnes }) => (
          <li
            key={name}
            className="flex items-baseline gap-3 border-line/60 border-b px-2.5 py-1 last:border-b-0"
          >
            <span className="min-w-0 grow truncate font-medium">{name}</span>
            {keptOnes > 0 && <span className="shrink-0 text-completed">{keptOnes} kept</span>}
            {againOnes > 0 && <span className="shrink-0 text-text-soft">{againOnes} again</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

const count = (number: number): string => `${number} task ${number === 1 ? "run" : "runs"}`;
