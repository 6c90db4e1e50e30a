import type { FailureGroup } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { Panel, PanelNote } from "../components/panel.tsx";
import { RunLink } from "../components/run-link.tsx";
import { StateIcon } from "../components/state-icon.tsx";
import { TimeAgo } from "../components/time.tsx";
import { toast } from "../components/toast.tsx";
import { type HomeSearch, runFilters } from "./home-search.ts";
import { inSpan } from "./home-span.ts";
import { lastVisit } from "./last-visit.ts";
import { retryRuns } from "./retry-runs.ts";

type Props = { failures: { count: number; groups: readonly FailureGroup[] }; search: HomeSearch };

// More would push what goes on out of sight; the run list has them all.
const SHOWN = 6;

/** What went wrong, by flow and reason, with what can be done about it. */
export function FailureList({ failures, search }: Props) {
  const [retried, setRetried] = useState<FailureGroup>();
  const { count, groups } = failures;
  return (
    <Panel
      title="What went wrong"
      note={count > 0 ? `${count.toLocaleString("en")} ${count === 1 ? "run" : "runs"}` : undefined}
      actions={
        count > 0 && (
          <Link
            to="/runs"
            search={{ ...runFilters(search), view: "problems" }}
            className="rounded-sm px-1 py-1 text-accent text-xs hover:underline"
          >
            All of them
          </Link>
        )
      }
    >
      {count === 0 ? (
        <PanelNote icon={<StateIcon type="COMPLETED" />}>Nothing has failed {inSpan(search.span)}.</PanelNote>
      ) : (
        <ul className="pb-1.5">
          {groups.slice(0, SHOWN).map((group) => (
            <FailureLine key={group.latest.id} group={group} onRetry={() => setRetried(group)} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        isOpen={retried !== undefined}
        onClose={() => setRetried(undefined)}
        title={`Run ${retried && retried.count > 1 ? `${retried.flow_run_ids.length} runs` : "it"} again?`}
        text="Each is scheduled to run again at once. Tasks whose results were kept are not run a second time, all others are."
        confirm="Run again"
        refuse="Leave it"
        look="primary"
        onConfirm={async () => {
          if (retried) toast(await retryRuns(retried.flow_run_ids));
        }}
      />
    </Panel>
  );
}

function FailureLine({ group, onRetry }: { group: FailureGroup; onRetry: () => void }) {
  const { flow_name, reason, count, last_ended, latest, completed_since: since } = group;
  const isNew = lastVisit !== null && last_ended > lastVisit;
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-0.5 px-4 py-1.5 md:min-h-9 md:grid-cols-[14rem_1fr_auto_5rem_6rem]">
      <span className="flex min-w-0 items-center gap-2">
        <StateIcon type="FAILED" />
        <RunLink flowRunId={latest.id} className="truncate font-medium text-text hover:underline">
          {flow_name}
        </RunLink>
        {count > 1 && <span className="tabular shrink-0 text-text-soft">× {count}</span>}
        {isNew && (
          <span className="shrink-0 rounded-full bg-failed-soft px-1.5 font-medium text-2xs text-failed">
            new
          </span>
        )}
      </span>
      <span
        className={clsx(
          "min-w-0 truncate text-text-soft max-md:order-2",
          !group.can_be_retried && "max-md:col-span-2",
        )}
        title={reason}
      >
        {reason}
      </span>
      <span className="text-completed text-xs max-md:order-3 max-md:col-span-2 max-md:empty:hidden">
        {since && (
          <RunLink flowRunId={since.id} className="hover:underline">
            has worked since
          </RunLink>
        )}
      </span>
      <TimeAgo value={last_ended} className="text-right text-text-faint text-xs max-md:order-1" />
      <span className="flex justify-end max-md:order-2 max-md:empty:hidden">
        {group.can_be_retried && (
          <Button size="sm" icon={<RotateCcw size={12} aria-hidden="true" />} onClick={onRetry}>
            {count > 1 ? "Retry all" : "Retry"}
          </Button>
        )}
      </span>
    </li>
  );
}
